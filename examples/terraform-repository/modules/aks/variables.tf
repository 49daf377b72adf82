variable "name" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "location" {
  type = string
}

variable "kubernetes_version" {
  type = string
}

variable "subnet_ids" {
  type = map(string)
}

variable "pools" {
  type = map(object({
    vm_size   = string
    min_count = number
    max_count = number
    max_pods  = optional(number, 110)
  }))
}

variable "pod_cidr" {
  type = string
}

variable "service_cidr" {
  type = string
}

variable "tags" {
  type = map(string)
}
