variable "workload" {
  type = string
}

variable "environment" {
  type = string
}

variable "location" {
  type    = string
  default = "westeurope"
}

variable "region_code" {
  type    = string
  default = "weu"
}

variable "kubernetes_version" {
  type    = string
  default = "1.33"
}

variable "address_space" {
  type = string
}

variable "subnets" {
  description = "Subnets by name: bits more than the address space, and the number among those of that size."
  type = map(object({
    newbits   = number
    netnum    = number
    endpoints = optional(list(string), [])
  }))
}

variable "pools" {
  type = map(object({
    vm_size   = string
    min_count = number
    max_count = number
    max_pods  = optional(number, 110)
  }))
}

variable "firewall_address" {
  type = string
}

variable "pod_cidr" {
  type    = string
  default = "10.244.0.0/16"
}

variable "service_cidr" {
  type    = string
  default = "172.16.0.0/16"
}

variable "tags" {
  type    = map(string)
  default = {}
}
