// Graphviz text of a graph: ops are nodes, regions nested clusters, values edges that carry the
// user's names. Drawing is Graphviz's business.
#include <unordered_map>

#include "ir/control.h"
#include "ir/literals.h"
#include "ir/text.h"

namespace ag::ir {
namespace {

class Painter {
 public:
  std::string run(const Graph& g) {
    out_ = "digraph autograft {\n"
           "  rankdir=TB; compound=true;\n"
           "  node [shape=ellipse, fontname=\"Helvetica\", fontsize=11];\n"
           "  edge [fontname=\"Helvetica\", fontsize=9];\n";
    for (const Function* f : g.functions) {
      Graph::number(*f);
      open("@" + f->name, "solid");
      region(*f->body, true);
      close();
    }
    return out_ + edges_ + "}\n";
  }

 private:
  void line(const std::string& text) {
    out_.append(2 * static_cast<std::size_t>(level_), ' ');
    out_ += text + '\n';
  }

  void open(const std::string& label, const char* style) {
    line("subgraph cluster_" + std::to_string(clusters_++) + " {");
    ++level_;
    line("label=" + quoted(label) + "; style=" + style + "; fontname=\"Helvetica\"; fontsize=11;");
  }

  void close() {
    --level_;
    line("}");
  }

  /// Graphviz reads \n, \l and \N in labels: only quote and backslash are escaped, rest as it is.
  static std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') result += '\\';
      if (c == '\n')
        result += "\\n";
      else
        result += c;
    }
    return result + '"';
  }

  void node(const std::string& id, const std::string& label, const char* extra) {
    line(id + " [label=" + quoted(label) + extra + "];");
  }

  static std::string type_text(const Type* t) {
    if (t->list != ag::detail::ListKind::none) return ag::detail::describe(*t);
    std::string text = std::string(name(t->dtype)) + "[";
    for (std::size_t i = 0; i < t->shape.size(); ++i) {
      if (i) text += ", ";
      text += t->shape[i] >= 0 ? std::to_string(t->shape[i])
                               : symbol_name(static_cast<std::size_t>(-1 - t->shape[i]));
    }
    return text + "]";
  }

  void region(const Region& r, bool is_function) {
    for (const Value* v : r.arguments) {
      const std::string id = fresh_node();
      node(id, v->name.empty() ? type_text(v->type) : v->name + ": " + type_text(v->type),
           ", shape=invhouse, style=filled, fillcolor=\"#dbe9f6\"");
      nodes_[v] = id;
    }
    for (const Op* op : r.ops) operation(*op, is_function);
  }

  std::string fresh_node() { return "n" + std::to_string(count_++); }

  void operation(const Op& op, bool is_function) {
    const OpDef& def = op_def(op.id);
    const std::string id = fresh_node();
    for (const Value* v : op.results) nodes_[v] = id;
    for (std::size_t i = 0; i < op.operands.size(); ++i) edge(op.operands[i], id, op, i);
    const std::string place = op.where ? "\nline " + std::to_string(op.where.line) : "";
    if (op.id == OpId::yield) {
      node(id, is_function ? "return" : "yield",
           ", shape=house, style=filled, fillcolor=\"#e3f1dc\"");
    } else if (def.regions > 0) {
      open(def.name + place, "rounded");
      node(id, def.name, ", shape=box, style=filled, fillcolor=\"#fbe3c8\"");
      for (std::size_t i = 0; i < op.regions.size(); ++i) {
        open(region_label(op, i), "dashed");
        region(*op.regions[i], false);
        close();
      }
      close();
    } else {
      node(id, label(op) + place, def.traits.has(Trait::control) ? ", shape=box" : "");
    }
  }

  static std::string region_label(const Op& op, std::size_t i) {
    if (op.id == OpId::cond) return i == 0 ? "then" : "else";
    return op.id == OpId::while_ && i == 0 ? "condition" : "body";
  }

  static std::string label(const Op& op) {
    const std::string attributes = print(op.attributes);
    const std::string text = op_def(op.id).name;
    if (attributes.empty()) return text;
    return text + "\n" + (attributes.size() > 40 ? attributes.substr(0, 37) + "..." : attributes);
  }

  void edge(const Value* v, const std::string& to, const Op& op, std::size_t index) {
    std::string text = v->name;
    if (op.operands.size() > 1 && text.empty() && op.regions.empty()) text = std::to_string(index);
    edges_ += "  " + nodes_[v] + " -> " + to;
    edges_ += text.empty() ? ";\n" : " [label=" + quoted(text) + "];\n";
  }

  std::string out_;
  std::string edges_;  ///< after all clusters: a node belongs to the cluster that names it first
  std::unordered_map<const Value*, std::string> nodes_;
  int level_ = 1;
  int clusters_ = 0;
  int count_ = 0;
};

}  // namespace

std::string dot(const Graph& graph) { return Painter().run(graph); }

}  // namespace ag::ir
