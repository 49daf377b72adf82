/** Operating system of a pool, in ARM's words. */
export type OsType = 'Linux' | 'Windows';
