import type { Citation } from './citation.ts';

/*
 * The documents that the catalogues quote, each in one spelling. Snapshot dates are the default;
 * pages that state an older date of their own are given that date instead.
 */

function cited(document: string, date?: string, note?: string): Citation {
  return {
    document,
    ...(date === undefined ? {} : { date }),
    ...(note === undefined ? {} : { note }),
  };
}

/** A page of the AKS documentation, `articles/aks/<file>`, snapshot 2026-08-21. */
export function aksPage(file: string, note?: string): Citation {
  return cited(`MicrosoftDocs/azure-aks-docs:articles/aks/${file}`, '2026-08-21', note);
}

/** An entry of the AKS release notes, by the date of the release. */
export function aksRelease(date: string, note?: string): Citation {
  return cited('Azure/AKS:CHANGELOG.md', date, note);
}

/** A page of the Azure documentation, path from the repository root; date as the page states it. */
export function azurePage(path: string, date?: string, note?: string): Citation {
  return cited(`MicrosoftDocs/azure-docs:${path}`, date, note);
}

/** A page of the Azure Monitor documentation, path below `articles/azure-monitor/`. */
export function monitorPage(path: string, date?: string, note?: string): Citation {
  return cited(`MicrosoftDocs/azure-monitor-docs:articles/azure-monitor/${path}`, date, note);
}

/** A support article of AKS, path below `support/azure/azure-kubernetes/`. */
export function supportPage(path: string, date?: string, note?: string): Citation {
  return cited(
    `MicrosoftDocs/SupportArticles-docs:support/azure/azure-kubernetes/${path}`,
    date,
    note,
  );
}

/** A page of the Azure CLI reference, snapshot 2026-08-21. */
export function cliPage(file: string, note?: string): Citation {
  return cited(
    `MicrosoftDocs/azure-docs-cli:docs-ref-autogen/Latest-version/latest/${file}`,
    '2026-08-21',
    note,
  );
}

/** An issue or pull request, `owner/repository#number`. */
export function issue(reference: string, note?: string): Citation {
  return cited(reference, undefined, note);
}

/** A file in a source repository, `owner/repository:path`. */
export function sourceFile(reference: string, date?: string, note?: string): Citation {
  return cited(reference, date, note);
}

/** The published models of the container service API. */
export const containerServiceModels: Citation = cited(
  'npm:@azure/arm-containerservice@25.5.0',
  '2026-04-01',
  'date is the API version of the models',
);

/** The published models of the network API. */
export const networkModels: Citation = cited('npm:@azure/arm-network@39.0.0');

/** The CLI reference of `az aks`. */
export const aksCli: Citation = cliPage('aks.yml');

/** A figure that follows from cited facts by arithmetic or logic; the note says how. */
export function derived(note: string): Citation {
  return cited('derived', undefined, note);
}

/** Common knowledge of the product for which no page was read. Always `uncertain`. */
export const noPageRead: Citation = cited(
  'product knowledge',
  undefined,
  'no page was read that confirms this',
);
