resource "azurerm_user_assigned_identity" "cluster" {
  name                = "id-${var.name}"
  resource_group_name = var.resource_group_name
  location            = var.location
}

resource "azurerm_kubernetes_cluster" "main" {
  name                    = "aks-${var.name}"
  resource_group_name     = var.resource_group_name
  location                = var.location
  kubernetes_version      = var.kubernetes_version
  dns_prefix              = "aks-${var.name}"
  sku_tier                = "Standard"
  private_cluster_enabled = true
  tags                    = var.tags

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ds_v5"
    node_count                   = 3
    only_critical_addons_enabled = true
    vnet_subnet_id               = var.subnet_ids["nodes"]
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster.id]
  }

  api_server_access_profile {
    subnet_id                           = var.subnet_ids["api"]
    virtual_network_integration_enabled = true
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    outbound_type       = "userDefinedRouting"
    pod_cidr            = var.pod_cidr
    service_cidr        = var.service_cidr
    dns_service_ip      = cidrhost(var.service_cidr, 10)
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "user" {
  for_each = var.pools

  name                  = each.key
  kubernetes_cluster_id = azurerm_kubernetes_cluster.main.id
  vm_size               = each.value.vm_size
  auto_scaling_enabled  = true
  min_count             = each.value.min_count
  max_count             = each.value.max_count
  max_pods              = each.value.max_pods
  vnet_subnet_id        = var.subnet_ids["nodes"]
}
