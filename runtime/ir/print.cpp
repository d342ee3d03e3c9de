// The canonical text of a graph (grammar: docs/internals/ir.md). Also prints broken graphs, for
// the messages of verify().
#include <charconv>
#include <map>

#include "ir/literals.h"
#include "ir/op_def.h"
#include "ir/text.h"

namespace ag::ir {
namespace {

class Printer final : public FieldReader {
 public:
  std::string out;
  std::vector<External>* externals = nullptr;  ///< where large constants go

  void graph(const Graph& g) {
    out = "autograft 1\n";
    for (const Function* f : g.functions) function(*f);
  }

  void attribute_text(const Attributes& a) { attributes(a); }

  void op_line(const Op& op) {
    brief_ = true;
    operation(op, false);
  }

 private:
  void function(const Function& f) {
    Graph::number(f);
    out += "func ";
    callee(f.name);
    out += '(';
    arguments(*f.body);
    out += ") -> (";
    if (const Op* end = f.body->terminator()) types(end->operands);
    out += ") {\n";
    body(*f.body, true);
    out += "}\n";
  }

  void body(const Region& r, bool is_function) {
    if (++level_ > max_nesting + 1) {
      out += "…\n";
      --level_;
      return;
    }
    for (const Op* op : r.ops) {
      out.append(2 * static_cast<std::size_t>(level_), ' ');
      operation(*op, is_function && op == r.ops.back());
      out += '\n';
    }
    --level_;
  }

  void operation(const Op& op, bool is_return) {
    for (std::size_t i = 0; i < op.results.size(); ++i) {
      if (i) out += ", ";
      value(op.results[i]);
      annotation(op.results[i]);
    }
    if (!op.results.empty()) out += " = ";
    out += is_return && op.id == OpId::yield ? "return" : op_def(op.id).name;
    for (std::size_t i = 0; i < op.operands.size(); ++i) {
      out += i ? ", " : " ";
      value(op.operands[i]);
    }
    const std::size_t before = out.size();
    attributes(op.attributes);
    for (const Region* r : op.regions) region(*r);
    // Without anything to see, the next line's results would read as operands.
    if (op.operands.empty() && op.results.empty() && out.size() == before && op.id != OpId::yield)
      out += " ()";
    if (!op.results.empty()) {
      out += " : ";
      types(op.results);
    }
    location(op.where);
  }

  void region(const Region& r) {
    if (!r.arguments.empty()) {
      out += " (";
      arguments(r);
      out += ')';
    }
    if (brief_) {
      out += " {…}";
      return;
    }
    out += " {\n";
    body(r, false);
    out.append(2 * static_cast<std::size_t>(level_), ' ');
    out += '}';
  }

  void arguments(const Region& r) {
    for (std::size_t i = 0; i < r.arguments.size(); ++i) {
      if (i) out += ", ";
      value(r.arguments[i]);
      annotation(r.arguments[i]);
      out += ": ";
      type(r.arguments[i]->type);
    }
  }

  void value(const Value* v) {
    out += '%';
    if (v)
      out += std::to_string(v->number);
    else
      out += '?';
  }

  void annotation(const Value* v) {
    if (v->name.empty()) return;
    out += ' ';
    print_string(out, v->name);
  }

  void types(const std::vector<Value*>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i) out += ", ";
      type(values[i] ? values[i]->type : nullptr);
    }
  }

  void type(const Type* t) {
    if (!t) {
      out += '?';
      return;
    }
    using ag::detail::ListKind;
    if (t->list != ListKind::none) out += t->list == ListKind::empty ? "list" : "list ";
    if (t->list == ListKind::empty) return;
    out += name(t->dtype);
    if (t->list != ListKind::dtype) extents(t->shape);
  }

  void extents(const Shape& shape) {
    out += '[';
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (i) out += ", ";
      if (shape[i] >= 0)
        out += std::to_string(shape[i]);
      else
        out += symbol_name(symbols_.try_emplace(shape[i], symbols_.size()).first->second);
    }
    out += ']';
  }

  void callee(const std::string& function) {
    out += '@';
    bool plain = !function.empty() && !(function[0] >= '0' && function[0] <= '9');
    for (const char c : function)
      plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '_');
    if (plain)
      out += function;
    else
      print_string(out, function);
  }

  void location(const Location& where) {
    if (!where) return;
    out += " loc(";
    print_string(out, where.file ? where.file : "");
    out += ':' + std::to_string(where.line) + ':' + std::to_string(where.column) + ')';
  }

  // ---- attributes
  void attributes(const Attributes& a) {
    if (a.empty()) return;
    const std::size_t start = out.size();
    out += " {";
    first_ = true;
    a.type()->read(a.view().data(), *this);
    if (first_)
      out.resize(start);
    else
      out += '}';
  }

  void label(const char* field) {
    if (!first_) out += ", ";
    first_ = false;
    out += field;
    out += " = ";
  }

  void field(const char* f, const bool& v) override { label(f), out += v ? "true" : "false"; }
  void field(const char* f, const std::int64_t& v) override { label(f), out += std::to_string(v); }
  void field(const char* f, const double& v) override {
    label(f);
    print_element(out, DType::f64, &v, 0);
  }
  void field(const char* f, const std::string& v) override { label(f), print_string(out, v); }
  void field(const char* f, const DType& v) override { label(f), out += name(v); }
  void field(const char* f, const Shape& v) override { label(f), extents(v); }
  void field(const char* f, const std::vector<std::int64_t>& v) override {
    label(f);
    out += '[';
    for (std::size_t i = 0; i < v.size(); ++i) {
      if (i) out += ", ";
      out += std::to_string(v[i]);
    }
    out += ']';
  }
  void field(const char* f, const Tensor& v) override {
    label(f);
    if (!v.defined() || v.symbolic()) {
      out += '?';
      return;
    }
    const Type& t = ag::detail::Access::type(v);
    type(&t);
    if (externals && t.elements > inline_elements) return external(v);
    out += '(';
    for (std::int64_t i = 0; i < t.elements; ++i) {
      if (i) out += ", ";
      print_element(out, t.dtype, ag::detail::Access::data(v), static_cast<std::size_t>(i));
    }
    out += ')';
  }
  void external(const Tensor& v) {
    const auto [it, added] = names_.try_emplace(ag::detail::Access::data(v),
                                                "constant" + std::to_string(externals->size()));
    if (added) externals->push_back({it->second, v});
    out += ' ';
    print_string(out, it->second);
  }
  void begin_list(const char* f) override {
    label(f);
    out += '[';
    first_ = true;
  }
  void begin_record() override {
    out += first_ ? "{" : ", {";
    first_ = true;
  }
  void end_record() override {
    out += '}';
    first_ = false;
  }
  void end_list() override {
    out += ']';
    first_ = false;
  }

  int level_ = 0;
  bool first_ = true;
  bool brief_ = false;
  std::map<std::int64_t, std::size_t> symbols_;
  std::map<const void*, std::string> names_;
};

}  // namespace

std::string print(const Graph& graph) {
  Printer printer;
  printer.graph(graph);
  return std::move(printer.out);
}

std::string print(const Graph& graph, std::vector<External>& externals) {
  Printer printer;
  printer.externals = &externals;
  printer.graph(graph);
  return std::move(printer.out);
}

std::string print(const Op& op) {
  Printer printer;
  printer.op_line(op);
  return std::move(printer.out);
}

std::string print(const Attributes& attributes) {
  Printer printer;
  printer.attribute_text(attributes);
  return printer.out.empty() ? std::string() : printer.out.substr(1);
}

}  // namespace ag::ir
