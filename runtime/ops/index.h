// Declarations that index.cpp shares with the front door of items.
#pragma once

#include "ops/attributes.h"
#include "ops/view.h"

namespace ag::ops {

/// What entries with constant bounds select. Errors: AG0212, AG0214.
View selected(OpId op, const Shape& shape, std::span<const IndexEntry> entries, Location where);
/// Writes `value`, broadcast, into the selection; `t` becomes the only owner of its data first.
/// Errors: AG0214, before anything is changed.
void write_view(Tensor& t, const View& view, const Tensor& value, Location where);

/// get_item without a copy where the selection is contiguous: the result looks at the operand's
/// elements, and keeps them. For results that only ops read which never write over an operand.
void view_item(EvalContext& c, const Operands& in, AttributeView attributes, std::span<Tensor> out);

/// AG0212.
[[noreturn]] void index_error(std::int64_t index, std::int64_t extent, Location where);

}  // namespace ag::ops
