// Reads the text form. The text may come from anywhere: nesting is limited, every list is as long
// as the text says it item by item, sizes are checked before memory is asked for, and the graph
// passes problems() before anybody sees it.
#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "ir/control.h"
#include "ir/lexer.h"
#include "ir/literals.h"
#include "ir/text.h"

namespace ag::ir {
namespace {

class Parser final : public FieldWriter {
 public:
  Parser(std::string_view text, const std::string& name, std::span<const External> externals)
      : lexer_(text, name), graph_(std::make_shared<Graph>()) {
    for (const External& e : externals) externals_.emplace(e.name, e.value);
  }

  std::shared_ptr<Graph> run() {
    lexer_.expect_word("autograft");
    if (lexer_.integer("the format version") != 1)
      lexer_.fail("only version 1 of the text form is known");
    while (lexer_.peek().kind != TokenKind::end) function();
    if (graph_->functions.empty()) lexer_.fail("the text has no function");
    if (used_.size() != externals_.size())
      lexer_.fail("a tensor stands beside the text that no constant of it names");
    const std::vector<Problem> found = problems(*graph_);
    if (!found.empty()) {
      const auto place = places_.find(found[0].op);
      lexer_.fail(place == places_.end() ? 0 : place->second, found[0].message);
    }
    return graph_;
  }

 private:
  // ---- functions, regions, ops
  void function() {
    const std::size_t start = lexer_.peek().offset;
    lexer_.expect_word("func");
    const std::string name = callee();
    if (!names_.insert(name).second) lexer_.fail(start, "a second function named " + name);
    Function* f = graph_->add_function(name);
    values_.clear();
    lexer_.expect('(');
    arguments(f->body);
    lexer_.expect(TokenKind::arrow, "'->'");
    lexer_.expect('(');
    std::vector<const Type*> results;
    if (!lexer_.at(')')) results = types();
    lexer_.expect(')');
    body(f->body, true);
    const Op* end = f->body->terminator();
    if (!end) lexer_.fail(start, "the function does not end with return");
    bool same = end->operands.size() == results.size();
    for (std::size_t i = 0; same && i < results.size(); ++i)
      same = ag::detail::same_type(results[i], end->operands[i]->type);
    if (!same) lexer_.fail(places_[end], "return gives other types than the function declares");
  }

  std::string callee() {
    lexer_.expect('@');
    if (lexer_.peek().kind == TokenKind::string) return lexer_.unquote(lexer_.next());
    return std::string(lexer_.expect(TokenKind::word, "a function's name").text);
  }

  /// After '(': up to and with ')'.
  void arguments(Region* region) {
    if (lexer_.accept(')')) return;
    do {
      const Token token = lexer_.expect(TokenKind::value, "an argument (%…)");
      std::string name = annotation();
      lexer_.expect(':');
      define(token, graph_->add_argument(region, type(), std::move(name)));
    } while (lexer_.accept(','));
    lexer_.expect(')');
  }

  void body(Region* region, bool is_function) {
    if (++nesting_ > max_nesting)
      lexer_.fail("regions nest more than " + std::to_string(max_nesting) + " deep");
    lexer_.expect('{');
    while (!lexer_.accept('}')) operation(region, is_function);
    --nesting_;
  }

  struct Result {
    Token token;
    std::string name;
  };

  void operation(Region* region, bool is_function) {
    std::vector<Result> results;
    if (lexer_.peek().kind == TokenKind::value) {
      do {
        const Token token = lexer_.expect(TokenKind::value, "a result (%…)");
        results.push_back({token, annotation()});
      } while (lexer_.accept(','));
      lexer_.expect('=');
    }
    const Token word = lexer_.expect(TokenKind::word, "an op");
    Op* op = graph_->new_op(op_id(word, is_function), {});
    places_[op] = word.offset;
    op->region = region;
    region->ops.push_back(op);
    if (op_def(op->id).regions == 0 && lexer_.accept('(')) {
      lexer_.expect(')');
    } else if (lexer_.peek().kind == TokenKind::value) {
      do {
        add_operand(op, use(lexer_.expect(TokenKind::value, "an operand (%…)")));
      } while (lexer_.accept(','));
    }
    attributes(op);
    regions(op);
    finish(op, results);
  }

  /// A function's region ends with `return`, every other one with `yield`.
  OpId op_id(const Token& word, bool is_function) {
    const bool is_return = word.text == "return";
    const OpDef* def = find_op(is_return ? "yield" : word.text);
    if (!def || is_return != (is_function && def->id == OpId::yield))
      lexer_.fail(word.offset, def ? "a function ends with return, a region with yield"
                                   : "unknown op '" + std::string(word.text) + "'");
    return def->id;
  }

  void regions(Op* op) {
    for (int i = 0; i < op_def(op->id).regions; ++i) {
      Region* region = graph_->new_region();
      region->parent = op;
      op->regions.push_back(region);
      if (lexer_.accept('(')) arguments(region);
      body(region, false);
      op->region->height = std::max(op->region->height, region->height + 1);
    }
  }

  void finish(Op* op, std::vector<Result>& results) {
    std::vector<const Type*> result_types;
    if (!results.empty()) {
      lexer_.expect(':');
      result_types = types();
    }
    if (result_types.size() != results.size())
      lexer_.fail(places_[op], "the op has " + std::to_string(results.size()) + " results and " +
                                   std::to_string(result_types.size()) + " types");
    for (std::size_t i = 0; i < results.size(); ++i) {
      Value* v = graph_->add_result(op, result_types[i]);
      v->name = std::move(results[i].name);
      define(results[i].token, v);
    }
    if (lexer_.at_word("loc")) op->where = location();
  }

  Location location() {
    lexer_.next();
    lexer_.expect('(');
    const std::string file = lexer_.unquote(lexer_.expect(TokenKind::string, "a file name"));
    lexer_.expect(':');
    const std::uint32_t line = position("a line");
    lexer_.expect(':');
    const std::uint32_t column = position("a column");
    lexer_.expect(')');
    if (line == 0) lexer_.fail("lines count from 1");
    return {file.empty() ? nullptr : graph_->intern(file), line, column};
  }

  std::uint32_t position(const char* what) {
    const std::int64_t v = lexer_.integer(what);
    if (v < 0 || v > UINT32_MAX) lexer_.fail(std::string(what) + " is out of range");
    return static_cast<std::uint32_t>(v);
  }

  // ---- values
  std::string annotation() {
    return lexer_.peek().kind == TokenKind::string ? lexer_.unquote(lexer_.next()) : std::string();
  }

  void define(const Token& token, Value* v) {
    if (!values_.emplace(token.text, v).second)
      lexer_.fail(token.offset, "%" + std::string(token.text) + " is defined twice");
  }

  Value* use(const Token& token) {
    const auto found = values_.find(token.text);
    if (found == values_.end())
      lexer_.fail(token.offset, "%" + std::string(token.text) + " is not defined before this");
    return found->second;
  }

  // ---- types
  std::vector<const Type*> types() {
    std::vector<const Type*> list;
    do list.push_back(type());
    while (lexer_.accept(','));
    return list;
  }

  const Type* type() {
    using ag::detail::ListKind;
    const std::size_t start = lexer_.peek().offset;
    const bool list = lexer_.at_word("list");
    if (list) lexer_.next();
    DType t{};
    const Token word = lexer_.peek();
    if (list &&
        (word.kind != TokenKind::word || !parse_dtype(word.text.data(), word.text.size(), t)))
      return ag::detail::intern(DType::f32, {}, ListKind::empty);
    t = dtype();
    if (list && !lexer_.at('[')) return ag::detail::intern(t, {}, ListKind::dtype);
    try {
      return ag::detail::intern(t, extents(), list ? ListKind::elements : ListKind::none);
    } catch (const Error& e) {
      if (e.code() == "AG0218") throw;
      lexer_.fail(start, e.message());
    }
  }

  DType dtype() {
    const Token word = lexer_.expect(TokenKind::word, "a dtype");
    DType t{};
    if (!parse_dtype(word.text.data(), word.text.size(), t))
      lexer_.fail(word.offset, "unknown dtype '" + std::string(word.text.substr(0, 30)) + "'");
    return t;
  }

  Shape extents() {
    Shape shape;
    lexer_.expect('[');
    if (lexer_.accept(']')) return shape;
    do {
      if (shape.rank() == max_rank) lexer_.fail("a shape has at most 8 extents");
      shape.push_back(extent());
    } while (lexer_.accept(','));
    lexer_.expect(']');
    return shape;
  }

  std::int64_t extent() {
    if (lexer_.peek().kind == TokenKind::symbol) {
      const std::string_view name = lexer_.next().text;
      auto [it, added] = symbols_.try_emplace(name, 0);
      if (added) it->second = graph_->new_symbol(name);
      return it->second;
    }
    const std::size_t start = lexer_.peek().offset;
    const std::int64_t v = lexer_.integer("an extent");
    if (v < 0) lexer_.fail(start, "an extent is negative");
    return v;
  }

  // ---- attributes
  void attributes(Op* op) {
    const AttributeType* type = op_def(op->id).attributes;
    if (!type) return;
    std::shared_ptr<void> data = type->make();
    if (lexer_.accept('{')) {
      first_ = true;
      type->write(data.get(), *this);
      close_fields();
    }
    op->attributes = Attributes(type, std::move(data));
  }

  /// True when the text goes on with `name =`; then that is taken.
  bool label(const char* name) {
    if (lexer_.at('}')) return false;
    if (!first_) {
      // The comma stays when another field follows in the text but this one is left out.
      if (lexer_.accept(',')) comma_ = true;
      if (!comma_) return false;
    }
    if (!lexer_.at_word(name)) return false;
    first_ = comma_ = false;
    lexer_.next();
    lexer_.expect('=');
    return true;
  }

  void close_fields() {
    comma_ = lexer_.accept(',') || comma_;
    if (lexer_.peek().kind == TokenKind::word)
      lexer_.fail("an attribute that the op does not have, or has earlier in the list: '" +
                  std::string(lexer_.peek().text.substr(0, 30)) + "'");
    if (comma_) lexer_.fail("expected an attribute after ','");
    lexer_.expect('}');
  }

  void field(const char* f, bool& v) override {
    if (!label(f)) return;
    if (!lexer_.at_word("true") && !lexer_.at_word("false")) lexer_.fail("expected true or false");
    v = lexer_.next().text == "true";
  }
  void field(const char* f, std::int64_t& v) override {
    if (label(f)) v = lexer_.integer(f);
  }
  void field(const char* f, double& v) override {
    if (label(f)) element(DType::f64, &v, 0);
  }
  void field(const char* f, std::string& v) override {
    if (label(f)) v = lexer_.unquote(lexer_.expect(TokenKind::string, "a string"));
  }
  void field(const char* f, DType& v) override {
    if (label(f)) v = dtype();
  }
  void field(const char* f, Shape& v) override {
    if (label(f)) v = extents();
  }
  void field(const char* f, std::vector<std::int64_t>& v) override {
    if (!label(f)) return;
    v.clear();
    lexer_.expect('[');
    if (lexer_.accept(']')) return;
    do v.push_back(lexer_.integer(f));
    while (lexer_.accept(','));
    lexer_.expect(']');
  }
  void field(const char* f, Tensor& v) override {
    if (label(f)) v = tensor();
  }
  bool begin_list(const char* f) override {
    if (!label(f)) return false;
    lexer_.expect('[');
    first_ = true;
    return true;
  }
  bool begin_record() override {
    if (lexer_.accept(']')) {
      first_ = false;
      return false;
    }
    if (!first_) lexer_.expect(',');
    lexer_.expect('{');
    first_ = true;
    return true;
  }
  void end_record() override {
    close_fields();
    first_ = false;
  }

  void element(DType t, void* data, std::size_t index) {
    const Token token = lexer_.next();
    if ((token.kind != TokenKind::number && token.kind != TokenKind::word) ||
        !parse_element(token.text, t, data, index))
      lexer_.fail(token.offset, std::string("expected a value of dtype ") + name(t));
  }

  Tensor tensor() {
    const std::size_t start = lexer_.peek().offset;
    const Type* t = type();
    if (t->elements < 0) lexer_.fail(start, "a constant needs known extents");
    if (lexer_.peek().kind == TokenKind::string) return external(start, t);
    lexer_.expect('(');
    // Grown item by item, so that memory is bounded by the length of the text.
    std::vector<std::uint64_t> items;
    if (!lexer_.at(')')) {
      do element(t->dtype, &items.emplace_back(), 0);
      while (lexer_.accept(','));
    }
    lexer_.expect(')');
    if (static_cast<std::uint64_t>(t->elements) != items.size())
      lexer_.fail(start, "the constant has " + std::to_string(items.size()) +
                             " elements, its type " + std::to_string(t->elements));
    ag::detail::TensorImpl* block = ag::detail::allocate(t);
    const std::size_t size = item_size(t->dtype);
    for (std::size_t i = 0; i < items.size(); ++i)
      std::memcpy(static_cast<char*>(block->data) + i * size, &items[i], size);
    return ag::detail::Access::adopt(block);
  }

  Tensor external(std::size_t start, const Type* t) {
    const auto found = externals_.find(lexer_.unquote(lexer_.next()));
    if (found == externals_.end()) lexer_.fail(start, "no tensor of that name beside the text");
    if (!ag::detail::same_type(t, &ag::detail::Access::type(found->second)))
      lexer_.fail(start, "the tensor beside the text has another type");
    used_.insert(found->first);
    return found->second;
  }

  Lexer lexer_;
  std::shared_ptr<Graph> graph_;
  std::unordered_map<std::string, Tensor> externals_;
  std::unordered_set<std::string> used_;
  std::unordered_map<std::string_view, Value*> values_;
  std::unordered_map<std::string_view, std::int64_t> symbols_;
  std::unordered_map<const Op*, std::size_t> places_;
  std::unordered_set<std::string> names_;
  int nesting_ = 0;
  bool first_ = true;
  bool comma_ = false;
};

}  // namespace

std::shared_ptr<Graph> parse(std::string_view text, const std::string& name) {
  return Parser(text, name, {}).run();
}

std::shared_ptr<Graph> parse(std::string_view text, const std::string& name,
                             std::span<const External> externals) {
  return Parser(text, name, externals).run();
}

}  // namespace ag::ir
