// What identities may do, in every form in which a deployment is written.
import { parse } from '@cdktn/hcl2json';
import { describe, expect, test } from 'vitest';
import { design } from '../../src/design/design.ts';
import { all, type Estate, withElements } from '../../src/estate/estate.ts';
import { builtInRoles } from '../../src/facts/built-in-roles.ts';
import { azScript } from '../../src/write/az-script.ts';
import { bicep } from '../../src/write/bicep.ts';
import { type Deployment, deployment } from '../../src/write/deployment.ts';
import { terraform } from '../../src/write/terraform.ts';
import { requirementsOf, smallest } from '../fixtures/requirements.ts';
import { bicepSyntax } from './bicep-syntax.ts';

const [cluster] = smallest.clusters;

const designed = (asked: object, more: object = {}): Estate =>
  design({
    requirements: requirementsOf({
      ...smallest,
      subscriptions: { network: sub('n'), cluster: sub('c') },
      clusters: [{ ...cluster, ...asked }],
      ...more,
    }),
    day: '2026-11-23',
  }).estate;

const sub = (letter: 'n' | 'c'): string =>
  `00000000-0000-0000-0000-0000000000${letter === 'n' ? '01' : '02'}`;

/** Role, and what it is on, of every assignment to the holder. */
const grants = (made: Deployment, holder: string): readonly string[] =>
  made.resources.flatMap(({ body }) => {
    const { roleDefinitionId: role, description } = body.properties;
    if (body.scope === undefined || !String(description).endsWith(holder)) return [];
    const name = Object.values(builtInRoles).find(({ id }) => String(role).endsWith(id))?.name;
    return [`${name} on ${body.scope.to.split('/').slice(-2).join('/')}`];
  });

const place = (made: Deployment, title: string): number =>
  made.resources.findIndex(({ body }) => body.names.join('/') === title);

describe('an ingress controller with a gateway in another group', () => {
  const estate = designed({
    kubernetesVersion: '1.34',
    ingress: [{ name: 'web', exposure: 'public', hosts: ['a.example'], waf: 'required' }],
  });
  const made = deployment(estate);
  const name = 'aks-shop-prod-westeurope';

  test('may change the gateway and what that joins, and read its group', () => {
    expect(grants(made, `the ingress controller of ${name}`)).toEqual([
      'Network Contributor on applicationgateways/agw-shop-prod-westeurope',
      'Network Contributor on subnets/snet-shop-agic',
      'Network Contributor on publicipaddresses/pip-shop-prod-westeurope',
      'Network Contributor on applicationgatewaywebapplicationfirewallpolicies/waf-shop-prod-westeurope',
      'Reader on resourcegroups/rg-network-prod-westeurope',
    ]);
  });

  test('gets its rights after the cluster, because AKS makes its identity', () => {
    const late = made.resources.findIndex(({ body }) =>
      String(body.properties['description']).includes('ingress controller'),
    );
    expect(place(made, name)).toBeGreaterThan(-1);
    expect(late).toBeGreaterThan(place(made, name));
    expect(made.gaps).toEqual([]);
  });

  test('in Bicep: a group is the scope of its own module', async () => {
    const faults = await bicepSyntax();
    const files = bicep(made);
    for (const { path, text } of files) expect([path, faults(text)]).toEqual([path, []]);
    const text = files.map((file) => file.text).join('\n');
    const reader = text.split('\n\n').filter((block) => block.includes(builtInRoles.reader.id));
    expect(reader).toHaveLength(1);
    expect(reader[0]).not.toContain('scope:');
    expect(text).toContain('.properties.addonProfiles.ingressApplicationGateway.identity.objectId');
  });

  test('in Terraform: asked of the cluster in the words in which that is written', async () => {
    const text = async (of: Estate): Promise<string> => {
      const { files } = terraform(deployment(of));
      for (const file of files) if (file.path.endsWith('.tf')) await parse(file.path, file.text);
      return files.map((file) => file.text).join('\n');
    };
    expect(await text(estate)).toContain(
      'azurerm_kubernetes_cluster.aks_shop_prod_westeurope.ingress_application_gateway[0].ingress_application_gateway_identity[0].object_id',
    );
    const automatic = withElements(
      estate,
      all(estate, 'cluster').map((one) => ({ ...one, sku: 'Automatic' as const })),
    );
    const whole = await text(automatic);
    const path = 'properties.addonProfiles.ingressApplicationGateway.identity.objectId';
    expect(whole).toContain(`azapi_resource.aks_shop_prod_westeurope.output.${path}`);
    expect(whole).toMatch(new RegExp(`response_export_values\\s+= \\[\\s*"${path}"`));
    expect(whole).toContain('azurerm_resource_group.rg_network_prod_westeurope.id');
  });

  test('in a script: asked of Azure before it is used', () => {
    const text = azScript(made)
      .map((file) => file.text)
      .join('\n');
    const asked = text.indexOf("--query 'properties.addonProfiles.ingressApplicationGateway");
    const used = text.indexOf('--assignee-object-id "${aks_shop_prod_westeurope_ingress');
    expect(asked).toBeGreaterThan(-1);
    expect(used).toBeGreaterThan(asked);
  });

  test('needs none of it where there is no such controller', () => {
    expect(grants(deployment(designed({})), 'aks-shop-prod-westeurope')).not.toContain(
      expect.stringContaining('Reader'),
    );
    expect(JSON.stringify(deployment(designed({})).resources)).not.toContain('ingressPrincipalId');
  });
});

describe('nodes of a cluster without a way out', () => {
  const registry = `/subscriptions/${sub('c')}/resourceGroups/rg-there/providers/Microsoft.ContainerRegistry/registries/crthere`;
  const isolated = (existing: readonly object[]): Estate =>
    designed(
      { kubernetesVersion: '1.34' },
      { existing, require: [{ for: 'outboundType', option: 'none', reason: 'no way out' }] },
    );

  test('may pull from the registry that is named, before the cluster is there', () => {
    const made = deployment(isolated([{ kind: 'containerRegistry', id: registry }]));
    expect(grants(made, 'nodes of aks-shop-prod-westeurope')).toEqual([
      'AcrPull on registries/crthere',
    ]);
    expect(grants(made, 'cluster aks-shop-prod-westeurope')).toContain(
      'Managed Identity Operator on userassignedidentities/id-aks-shop-prod-westeurope-nodes',
    );
    const pull = made.resources.findIndex(({ body }) =>
      String(body.properties['description']).startsWith('AcrPull'),
    );
    expect(pull).toBeGreaterThan(-1);
    expect(pull).toBeLessThan(place(made, 'aks-shop-prod-westeurope'));
    expect(
      terraform(made)
        .files.map(({ text }) => text)
        .join('\n'),
    ).toContain('kubelet_identity {');
  });

  test('have the identity that AKS makes where no registry is named', () => {
    const estate = isolated([]);
    expect(all(estate, 'cluster').map((one) => one.artifactSource)).toEqual(['Cache']);
    expect(all(estate, 'cluster').map((one) => one.kubeletIdentity)).toEqual([undefined]);
  });
});
