import { expect, test } from 'vitest';
import { all } from '../../src/estate/estate.ts';
import { locator } from '../../src/read/locate.ts';
import { read } from '../../src/read/read.ts';
import { hclFile } from './terraform-files.ts';

const code = `resource "azurerm_kubernetes_cluster" "this" {
  name                = "aks"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "aks"
  network_profile {
    network_plugin = "azure"
    pod_cidr       = "10.244.0.0/16"
  }
  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}
`;

test.each([
  ['an attribute in a block', 'network.podRanges', 8],
  ['the block, where the attribute is left out', 'network.serviceRanges', 6],
  ['the resource, where neither is there', 'httpProxy', 1],
])('%s', async (_why, field, line) => {
  const supplied = await hclFile('main.tf', code);
  const { estate } = read([supplied], { day: '2026-11-23' });
  const [cluster] = all(estate, 'cluster');
  const found = cluster && locator([supplied.document])(cluster, field);
  expect(found?.position.line).toBe(line);
});
