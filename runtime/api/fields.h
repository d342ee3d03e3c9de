// Leaves of structured values as tensor handles: what state lists, arguments and results share.
#pragma once

#include "autograft/fields.h"
#include "tensor/impl.h"

namespace ag::api {

/// The value of a tensor, promoted number or plain number; undefined for a tensor that is not set
/// and for a host object.
Tensor read_leaf(const detail::Leaf& leaf);

/// Without birth checks. Numbers ignore an undefined value. Errors: AG0301 when a plain number
/// would have to hold a staged value.
void write_leaf(const detail::Leaf& leaf, const Tensor& value, const std::string& name);

/// The object counts as made in `region` from now on.
void set_birth(const detail::Leaf& leaf, std::uint32_t region) noexcept;

/// Equal host objects; true for types without `==`.
bool same_host(const detail::Leaf& a, const detail::Leaf& b);

}  // namespace ag::api
