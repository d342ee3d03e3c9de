// The door of the native backend: replaces the regions of a graph that can be compiled by `native`
// ops. Without the plug-in libautograft_jit.so nothing is replaced.
#pragma once

#include <memory>

#include "ir/graph.h"

namespace ag::cpu {

/// Whether regions are compiled: the plug-in is there and AUTOGRAFT_BACKEND does not say `ref`.
/// Errors: AG0508 when the variable names no backend.
bool available();

/// A copy of the graph with native ops, or null when there is nothing to compile in it.
std::shared_ptr<ir::Graph> with_native_regions(const ir::Graph& graph);

}  // namespace ag::cpu
