resource "azurerm_virtual_network" "main" {
  name                = "vnet-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  address_space       = [var.address_space]
  dns_servers         = [var.firewall_address]
  tags                = var.tags
}

resource "azurerm_subnet" "main" {
  for_each = var.subnets

  name                 = "snet-${each.key}"
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = [cidrsubnet(var.address_space, each.value.newbits, each.value.netnum)]
  service_endpoints    = each.value.endpoints

  dynamic "delegation" {
    for_each = each.key == "api" ? ["aks"] : []
    content {
      name = delegation.value
      service_delegation {
        name = "Microsoft.ContainerService/managedClusters"
      }
    }
  }
}

resource "azurerm_route_table" "egress" {
  name                          = "rt-${var.name}"
  resource_group_name           = var.resource_group_name
  location                      = var.location
  bgp_route_propagation_enabled = false
  tags                          = var.tags
}

resource "azurerm_route" "internet" {
  name                   = "to-firewall"
  resource_group_name    = var.resource_group_name
  route_table_name       = azurerm_route_table.egress.name
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = var.firewall_address
}

resource "azurerm_subnet_route_table_association" "egress" {
  for_each = { for key, subnet in azurerm_subnet.main : key => subnet.id if key != "endpoints" }

  subnet_id      = each.value
  route_table_id = azurerm_route_table.egress.id
}

resource "azurerm_virtual_network_peering" "hub" {
  name                      = "to-hub"
  resource_group_name       = var.resource_group_name
  virtual_network_name      = azurerm_virtual_network.main.name
  remote_virtual_network_id = var.hub_id
  allow_forwarded_traffic   = true
  use_remote_gateways       = true
}
