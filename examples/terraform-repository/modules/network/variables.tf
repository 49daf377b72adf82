variable "name" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "location" {
  type = string
}

variable "address_space" {
  type = string
}

variable "subnets" {
  type = map(object({
    newbits   = number
    netnum    = number
    endpoints = optional(list(string), [])
  }))
}

variable "firewall_address" {
  type = string
}

variable "hub_id" {
  type = string
}

variable "tags" {
  type = map(string)
}
