/** `networkPolicy` of a cluster: which engine enforces NetworkPolicy. */
export type EngineId = 'cilium' | 'azure' | 'calico' | 'none';
