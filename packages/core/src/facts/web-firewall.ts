import { documented, type Fact } from './citation.ts';
import { azurePage, sourceFile } from './documents.ts';

/** The words of the provider for what Azure calls by longer names elsewhere. */
const providerPage = sourceFile(
  'hashicorp/terraform-provider-azurerm:website/docs/r/web_application_firewall_policy.html.markdown',
  undefined,
  'names Microsoft_DefaultRuleSet and its version 2.1; commit 01cad1b5',
);

/**
 * The rule set of Azure that a web application firewall policy of an application gateway starts with.
 * A newer version may be on offer: `az network application-gateway waf-policy managed-rule rule-set list`.
 */
export const defaultWebRuleSet: Fact<{ readonly type: string; readonly version: string }> =
  documented(
    { type: 'Microsoft_DefaultRuleSet', version: '2.1' },
    azurePage(
      'articles/web-application-firewall/ag/application-gateway-crs-rulegroups-rules.md',
      '2022-11-08',
      'DRS 2.1 offers better protection than earlier versions',
    ),
    providerPage,
  );

/** Which SKU of an application gateway takes a web application firewall policy, and which has none. */
export const gatewaySkus: Fact<{ readonly withFirewall: string; readonly without: string }> =
  documented(
    { withFirewall: 'WAF_v2', without: 'Standard_v2' },
    azurePage(
      'articles/application-gateway/tutorial-ingress-controller-add-on-existing.md',
      '2024-07-01',
      'the ingress controller takes SKUs of v2 only, Standard and WAF',
    ),
    azurePage(
      'articles/web-application-firewall/ag/application-gateway-crs-rulegroups-rules.md',
      '2022-11-08',
    ),
  );
