// Structured arguments and results of the outermost call: leaves become inputs, outputs and parts
// of the key, objects are made of them again. Looking up and running graphs is in function.cpp.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "autograft/signature.h"

namespace ag::api {

/// An object that a graph gives: the result, or an in-out argument after the call. Its values are
/// outputs; `object` has everything else.
struct OutputObject {
  std::shared_ptr<void> object;
  const detail::Structure* type;
  std::vector<std::size_t> leaves;  ///< those that are outputs
};

/// After the self-call: appends the leaves of the result and of the in-out arguments to `results`.
std::vector<OutputObject> structured_outputs(detail::StructuredCall& call,
                                             std::vector<Tensor>& results);

/// After a run: makes the result, writes the in-out arguments back.
void finish_structured(detail::StructuredCall& call, const std::vector<OutputObject>& objects,
                       std::span<Tensor> outputs);

}  // namespace ag::api
