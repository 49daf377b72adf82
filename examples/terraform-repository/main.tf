terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-4000-8000-000000000001"
}

locals {
  name = "${var.workload}-${var.environment}-${var.region_code}"
  tags = merge(var.tags, { environment = var.environment })
}

resource "azurerm_resource_group" "main" {
  name     = "rg-${local.name}"
  location = var.location
  tags     = local.tags
}

# The hub belongs to another team: its firewall is the way out.
data "azurerm_virtual_network" "hub" {
  name                = "vnet-hub-weu"
  resource_group_name = "rg-hub-weu"
}

module "network" {
  source = "./modules/network"

  name                = local.name
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  address_space       = var.address_space
  subnets             = var.subnets
  firewall_address    = var.firewall_address
  hub_id              = data.azurerm_virtual_network.hub.id
  tags                = local.tags
}

module "aks" {
  source = "./modules/aks"

  name                = local.name
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  kubernetes_version  = var.kubernetes_version
  subnet_ids          = module.network.subnet_ids
  pools               = var.pools
  pod_cidr            = var.pod_cidr
  service_cidr        = var.service_cidr
  tags                = local.tags
}
