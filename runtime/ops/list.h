// What the two doors to lists share: list.cpp (the graph's ops), front_list.cpp (ag::TensorList).
#pragma once

#include "ops/common.h"

namespace ag::ops {

/// Errors: AG0212.
std::size_t checked_index(const Tensor& list, std::int64_t i, Location where);
/// Adds to a list that holds data, in place when nobody else holds it. Errors: AG0219.
void push_now(Tensor& list, Tensor item, Location where);
void put_now(Tensor& list, std::size_t i, const Tensor& item, Location where);

/// `l[i]…`: an element, or a part of one.
Tensor get_list_item(const Tensor& list, std::span<const Index> indexes, Location where);
void set_list_item(Tensor& list, std::span<const Index> indexes, const Arg& value, Location where);

}  // namespace ag::ops
