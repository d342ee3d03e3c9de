// Models, inputs and outputs of agrun: from and to files and words.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "autograft/io.h"
#include "ir/graph.h"

namespace agrun {

/// A saved graph or a graph's text. Errors: ag::Error.
std::shared_ptr<ag::ir::Graph> read_model(const std::string &path);
/// One tensor for each parameter. Errors: UsageError for words that make no sense or are missing.
std::vector<ag::Tensor> read_inputs(const std::vector<std::string> &words,
                                    const ag::ir::Graph &graph);
/// Outputs by name: the user's where it is known and unique, else output0, output1, ….
ag::NamedTensors named_outputs(const std::vector<ag::Tensor> &outputs, const ag::ir::Graph &graph);
/// FILE.npy for a single output, FILE.npz or FILE.safetensors for any number. Errors: UsageError.
void write_outputs(const ag::NamedTensors &outputs, const std::string &path);
/// Everything from the standard input for "-", else the file. Errors: ag::Error.
std::string read_text(const std::string &path);
/// To the standard output when `path` is empty.
void write_text(const std::string &text, const std::string &path);

} // namespace agrun
