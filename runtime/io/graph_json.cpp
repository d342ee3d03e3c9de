// A graph as JSON, for programs that look at graphs; nothing reads it back (the text does that).
#include <map>

#include "io/json.h"
#include "io/model.h"
#include "ir/literals.h"
#include "ir/op_def.h"
#include "ir/text.h"

namespace ag::io {

namespace {

class JsonPrinter final : public ir::FieldReader {
 public:
  std::string out;

  void graph(const ir::Graph& g) {
    out = "{\"version\": 1, \"functions\": [";
    for (const ir::Function* f : g.functions) {
      ir::Graph::number(*f);
      comma('[');
      out += "\n {\"name\": ";
      append_json(out, f->name);
      out += ", ";
      region(*f->body);
      out += '}';
    }
    out += "\n]}\n";
  }

 private:
  void comma(char open) {
    if (out.back() != open) out += ", ";
  }

  void region(const ir::Region& r) {
    out += "\"arguments\": ";
    values(r.arguments);
    out += ", \"ops\": [";
    for (const ir::Op* op : r.ops) {
      comma('[');
      operation(*op);
    }
    out += ']';
  }

  void values(const std::vector<ir::Value*>& list) {
    out += '[';
    for (const ir::Value* v : list) {
      comma('[');
      out += "{\"id\": " + std::to_string(v->number);
      if (!v->name.empty()) {
        out += ", \"name\": ";
        append_json(out, v->name);
      }
      out += ", ";
      type(*v->type);
      out += '}';
    }
    out += ']';
  }

  void type(const ir::Type& t) {
    if (t.list != detail::ListKind::none) out += "\"list\": true, ";
    out += "\"dtype\": \"" + std::string(name(t.dtype)) + "\", \"shape\": ";
    extents(t.shape);
  }

  void extents(const Shape& shape) {
    out += '[';
    for (const std::int64_t e : shape) {
      comma('[');
      if (e >= 0)
        out += std::to_string(e);
      else
        append_json(out, ir::symbol_name(symbols_.try_emplace(e, symbols_.size()).first->second));
    }
    out += ']';
  }

  void operation(const ir::Op& op) {
    out += "\n  {\"op\": \"" + std::string(ir::op_def(op.id).name) + "\", \"operands\": [";
    for (const ir::Value* v : op.operands) {
      comma('[');
      out += std::to_string(v->number);
    }
    out += ']';
    attributes(op);
    if (!op.regions.empty()) {
      out += ", \"regions\": [";
      for (const ir::Region* r : op.regions) {
        comma('[');
        out += '{';
        region(*r);
        out += '}';
      }
      out += ']';
    }
    out += ", \"results\": ";
    values(op.results);
    if (op.where) {
      out += ", \"file\": ";
      append_json(out, op.where.file ? op.where.file : "");
      out += ", \"line\": " + std::to_string(op.where.line) +
             ", \"column\": " + std::to_string(op.where.column);
    }
    out += '}';
  }

  // ---- attributes
  void attributes(const ir::Op& op) {
    if (op.attributes.empty()) return;
    out += ", \"attributes\": {";
    op.attributes.type()->read(op.attributes.view().data(), *this);
    out += '}';
  }

  void label(const char* field) {
    comma('{');
    append_json(out, field);
    out += ": ";
  }

  void element(DType t, const void* data, std::size_t i) {
    std::string text;
    ir::print_element(text, t, data, i);
    // JSON has no infinities and no NaN: their bits, as a string.
    out += text.starts_with("0x") ? '"' + text + '"' : text;
  }

  void field(const char* f, const bool& v) override { label(f), out += v ? "true" : "false"; }
  void field(const char* f, const std::int64_t& v) override { label(f), out += std::to_string(v); }
  void field(const char* f, const double& v) override { label(f), element(DType::f64, &v, 0); }
  void field(const char* f, const std::string& v) override { label(f), append_json(out, v); }
  void field(const char* f, const DType& v) override { label(f), append_json(out, name(v)); }
  void field(const char* f, const Shape& v) override { label(f), extents(v); }
  void field(const char* f, const std::vector<std::int64_t>& v) override {
    label(f);
    out += '[';
    for (const std::int64_t n : v) comma('['), out += std::to_string(n);
    out += ']';
  }
  void field(const char* f, const Tensor& v) override {
    label(f);
    const ir::Type& t = detail::Access::type(v);
    out += '{';
    type(t);
    if (t.elements <= ir::inline_elements) {
      out += ", \"elements\": [";
      for (std::int64_t i = 0; i < t.elements; ++i) {
        comma('[');
        element(t.dtype, detail::Access::data(v), static_cast<std::size_t>(i));
      }
      out += ']';
    }
    out += '}';
  }
  void begin_list(const char* f) override { label(f), out += '['; }
  void begin_record() override {
    comma('[');
    out += '{';
  }
  void end_record() override { out += '}'; }
  void end_list() override { out += ']'; }

  std::map<std::int64_t, std::size_t> symbols_;
};

}  // namespace

std::string json(const ir::Graph& graph) {
  JsonPrinter printer;
  printer.graph(graph);
  return std::move(printer.out);
}

}  // namespace ag::io
