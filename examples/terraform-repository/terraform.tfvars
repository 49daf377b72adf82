workload         = "orders"
environment      = "prod"
address_space    = "10.20.0.0/20"
firewall_address = "10.0.1.4"

subnets = {
  nodes     = { newbits = 2, netnum = 0 }
  api       = { newbits = 8, netnum = 64 }
  endpoints = { newbits = 6, netnum = 17, endpoints = ["Microsoft.KeyVault"] }
}

pools = {
  orders = { vm_size = "Standard_D8ds_v5", min_count = 3, max_count = 20 }
  batch  = { vm_size = "Standard_D4ds_v5", min_count = 0, max_count = 10, max_pods = 60 }
}

tags = {
  team = "platform"
}
