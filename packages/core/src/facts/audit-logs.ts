import { documented, type Fact } from './citation.ts';
import { aksPage, sourceFile } from './documents.ts';

const monitoring = aksPage('monitor-aks.md', 'the page states 2026-01-20');

/**
 * Log categories of a cluster that tell who did what. `kube-audit` holds every call, reads included, and is
 * the costly one; `kube-audit-admin` leaves reads out; `guard` tells of signing in with Entra ID. Both audit
 * categories are sent, so that the table of all calls can be put on a cheaper plan than that of changes.
 */
export const auditCategories: Fact<readonly string[]> = documented(
  ['kube-audit', 'kube-audit-admin', 'guard'],
  monitoring,
  sourceFile(
    'azure.github.io/PSRule.Rules.Azure/en/rules/Azure.AKS.AuditLogs',
    '2021-09',
    'what each category holds',
  ),
);

/** Whether each category gets a table of its own: recommended, cheaper to keep and easier to ask. */
export const auditOwnTables: Fact<boolean> = documented(true, monitoring);

/** How a new workspace is paid for: by what it takes in. */
export const workspaceSku: Fact<string> = documented(
  'PerGB2018',
  sourceFile(
    'hashicorp/terraform-provider-azurerm:website/docs/r/log_analytics_workspace.html.markdown',
    undefined,
    'the default, and required since 2018-04-03; commit 033fbf0e',
  ),
);
