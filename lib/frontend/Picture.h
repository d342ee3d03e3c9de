// Picture: the picture of a graph for the HTML page, from an .svg or a .dot file.
#pragma once

#include <string>

namespace autograft::frontend {

/// The <svg> element in the file; a .dot file is drawn by Graphviz's `dot`, which must be there. On
/// failure `error` says why.
std::string readPicture(const std::string &path, std::string &error);

} // namespace autograft::frontend
