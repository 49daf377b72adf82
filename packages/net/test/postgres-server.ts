import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** A PostgreSQL server of our own: no network, data thrown away. */
export interface PostgresServer {
  /** Runs SQL and answers what it prints: rows without headings. Throws what the server says. */
  readonly query: (sql: string) => string;
  readonly stop: () => void;
}

/** Where the programs of PostgreSQL are; undefined when it is not installed. */
export function postgresPrograms(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      // Packages often put `postgres` alone on the path, as a link to where the rest is.
      const programs = dirname(realpathSync(join(folder, 'postgres')));
      realpathSync(join(programs, 'initdb'));
      return programs;
    } catch {}
  }
  return undefined;
}

/** The server refuses to run as root; then it runs as `nobody`. */
function unprivileged(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
}

/** Starts a server, which takes some seconds. */
export function startPostgres(programs: string): PostgresServer {
  const folder = mkdtempSync(join(tmpdir(), 'aksnet-pg-'));
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  const run = (program: string, args: readonly string[], input = ''): string =>
    execFileSync(join(programs, program), args, {
      uid,
      gid,
      cwd: folder,
      input,
      encoding: 'utf8',
      env: { ...process.env, PGHOST: folder, PGPORT: '5432', PGDATABASE: 'postgres', LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 2 ** 28,
    });
  const data = join(folder, 'data');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    run('initdb', ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
    const options = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off`;
    run('pg_ctl', ['-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start']);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    query: (sql) => run('psql', ['-U', 'test', '-qAtX', '-v', 'ON_ERROR_STOP=1'], sql),
    stop: () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      remove();
    },
  };
}
