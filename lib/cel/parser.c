#include "cel/parser.h"

#include "base/text.h"
#include "cel/lexer.h"
#include "cel/literal.h"

#include <stdarg.h>
#include <stdio.h>

typedef ontrack__cel_node node;

/* A parse stops at its first error: then `status` is set and every function returns NULL or false.
 */
typedef struct parser {
    ontrack__arena *arena;
    ontrack__cel_lexer lexer;
    ontrack__cel_token token; /* the one to be read next */
    ontrack__cel_token taken; /* the last one that was read */
    int nesting;
    ontrack_status status;
    ontrack_error *error;
} parser;

static node *parse_expression(parser *p);

ontrack__place ontrack__cel_place(ontrack_text source, size_t offset)
{
    ontrack__place place = {NULL, NULL, 1, 1};
    for (size_t i = 0; i < offset && i < source.size; i++) {
        const char c = source.data[i];
        const bool pair = c == '\r' && i + 1 < source.size && source.data[i + 1] == '\n';
        if (c == '\n' || (c == '\r' && !pair)) {
            place.line++;
            place.column = 1;
        } else if (((unsigned char)c & 0xC0) != 0x80 && !pair) {
            place.column++;
        }
    }
    return place;
}

static node *refuse(parser *p, ontrack_status status, size_t offset, const char *format, ...)
    ONTRACK__PRINTF(4, 5);

static node *refuse(parser *p, ontrack_status status, size_t offset, const char *format, ...)
{
    if (p->status != ONTRACK_OK) return NULL;
    char message[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    p->status = ontrack__fail_at(p->error, status, ontrack__cel_place(p->lexer.source, offset),
                                 "%s", message);
    return NULL;
}

static node *unsupported(parser *p, size_t offset, const char *what)
{
    return refuse(p, ONTRACK_INVALID_RULES, offset, "%s are not supported", what);
}

static node *out_of_memory(parser *p)
{
    if (p->status == ONTRACK_OK) p->status = ontrack__no_memory(p->error);
    return NULL;
}

/* --- tokens --- */

static bool advance(parser *p)
{
    p->taken = p->token;
    if (p->status != ONTRACK_OK) return false;
    if (ontrack__cel_next(&p->lexer, &p->token)) return true;
    refuse(p, ONTRACK_INVALID_RULES, p->lexer.problem_at, "%s", p->lexer.problem);
    return false;
}

static bool at_sign(const parser *p, const char *sign)
{
    return p->token.kind == ONTRACK__TOKEN_SIGN && ontrack__text_is(p->token.text, sign);
}

static bool at_word(const parser *p, const char *word)
{
    return p->token.kind == ONTRACK__TOKEN_NAME && ontrack__text_is(p->token.text, word);
}

static bool accept(parser *p, const char *sign)
{
    return at_sign(p, sign) && advance(p);
}

/* What people write who do not know CEL yet. */
static const struct {
    const char *word, *hint;
} habits[] = {
    {"and", "; write && for \"and\""}, {"or", "; write || for \"or\""},
    {"AND", "; write && for \"and\""}, {"OR", "; write || for \"or\""},
    {"not", "; write ! for \"not\""},  {"is", "; write == to compare"},
};

static const char *habit(const ontrack__cel_token *token)
{
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (token->kind == ONTRACK__TOKEN_NAME && ontrack__text_is(token->text, habits[i].word))
            return habits[i].hint;
    return "";
}

static node *expected(parser *p, const char *what)
{
    const ontrack__cel_token *token = &p->token;
    if (token->kind == ONTRACK__TOKEN_END)
        return refuse(p, ONTRACK_INVALID_RULES, token->offset,
                      "expected %s, but the expression ends", what);
    if (token->kind == ONTRACK__TOKEN_STRING || token->kind == ONTRACK__TOKEN_BYTES)
        return refuse(p, ONTRACK_INVALID_RULES, token->offset, "expected %s, not a text", what);
    const int shown = token->text.size < 40 ? (int)token->text.size : 40;
    return refuse(p, ONTRACK_INVALID_RULES, token->offset, "expected %s, not \"%.*s\"%s", what,
                  shown, token->text.data, habit(token));
}

static bool expect(parser *p, const char *sign, const char *what)
{
    if (accept(p, sign)) return true;
    expected(p, what);
    return false;
}

/* --- nodes --- */

static node *make(parser *p, ontrack__cel_node_kind kind, size_t offset)
{
    if (p->status != ONTRACK_OK) return NULL;
    node *made = ontrack__arena_allocate(p->arena, 1, sizeof *made);
    if (made == NULL) return out_of_memory(p);
    made->kind = kind;
    made->offset = offset;
    return made;
}

/* Adds a part; NULL on either side means that an error was met. */
static bool add(parser *p, node *whole, node *part)
{
    if (whole == NULL || part == NULL) return false;
    if (part->depth + 1 > ONTRACK__CEL_DEPTH_LIMIT) {
        refuse(p, ONTRACK_LIMIT, part->offset, "the expression is nested more than %d deep",
               ONTRACK__CEL_DEPTH_LIMIT);
        return false;
    }
    if (whole->depth < part->depth + 1) whole->depth = (uint16_t)(part->depth + 1);
    if (whole->last != NULL)
        whole->last->next = part;
    else
        whole->first = part;
    whole->last = part;
    whole->count++;
    return true;
}

static node *make_call(parser *p, uint8_t style, ontrack_text name, size_t offset)
{
    node *call = make(p, ONTRACK__NODE_CALL, offset);
    if (call == NULL) return NULL;
    call->style = style;
    call->name = name;
    return call;
}

/* --- literals --- */

static node *fail_with(parser *p, ontrack__cel_fault fault)
{
    if (fault.status == ONTRACK_NO_MEMORY) return out_of_memory(p);
    return refuse(p, fault.status, fault.at, "%s", fault.problem);
}

static node *parse_number(parser *p, bool negative, size_t offset)
{
    node *literal = make(p, ONTRACK__NODE_LITERAL, offset);
    if (literal == NULL) return NULL;
    const ontrack__cel_fault fault = ontrack__cel_number(&p->token, negative, &literal->value);
    if (fault.status != ONTRACK_OK) return fail_with(p, fault);
    return advance(p) ? literal : NULL;
}

/* A string or bytes. */
static node *parse_string(parser *p)
{
    node *literal = make(p, ONTRACK__NODE_LITERAL, p->token.offset);
    if (literal == NULL) return NULL;
    const ontrack_text content = p->token.content;
    const ontrack__cel_fault fault =
        ontrack__cel_string(p->arena, p->lexer.source, &p->token, &literal->value.as.text);
    if (fault.status != ONTRACK_OK) return fail_with(p, fault);
    literal->value.kind =
        p->token.kind == ONTRACK__TOKEN_BYTES ? ONTRACK__CEL_BYTES : ONTRACK__CEL_STRING;
    literal->content = (size_t)(content.data - p->lexer.source.data);
    literal->verbatim = ontrack__text_equal(literal->value.as.text, content);
    return advance(p) ? literal : NULL;
}

static node *parse_constant(parser *p, ontrack__cel_kind kind, bool boolean)
{
    node *literal = make(p, ONTRACK__NODE_LITERAL, p->token.offset);
    if (literal == NULL) return NULL;
    literal->value.kind = kind;
    literal->value.as.boolean = boolean;
    return advance(p) ? literal : NULL;
}

/* --- lists, maps and arguments --- */

/* Parts up to the closing sign, which is read too. A comma behind the last part is allowed where
 * `trailing` says so. */
static bool parse_parts(parser *p, node *whole, const char *closing, bool trailing)
{
    const char *what = *closing == ']' ? "\",\" or \"]\"" : "\",\" or \")\"";
    if (whole == NULL) return false;
    if (accept(p, closing)) return true;
    do {
        if (trailing && whole->count > 0 && at_sign(p, closing)) break;
        if (at_sign(p, "?")) return unsupported(p, p->token.offset, "optional values") != NULL;
        if (!add(p, whole, parse_expression(p))) return false;
    } while (accept(p, ","));
    return expect(p, closing, what);
}

static node *parse_list(parser *p)
{
    node *list = make(p, ONTRACK__NODE_LIST, p->token.offset);
    return advance(p) && parse_parts(p, list, "]", true) ? list : NULL;
}

static node *parse_map(parser *p)
{
    node *map = make(p, ONTRACK__NODE_MAP, p->token.offset);
    if (map == NULL || !advance(p)) return NULL;
    while (!at_sign(p, "}")) {
        if (at_sign(p, "?")) return unsupported(p, p->token.offset, "optional values");
        if (!add(p, map, parse_expression(p))) return NULL;
        if (!expect(p, ":", "\":\" behind the key")) return NULL;
        if (!add(p, map, parse_expression(p))) return NULL;
        if (!accept(p, ",")) break;
    }
    return expect(p, "}", "\",\" or \"}\"") ? map : NULL;
}

/* --- names --- */

static const char *const reserved[] = {
    "as",  "break",  "const", "continue", "else",    "for",       "function",
    "if",  "import", "let",   "loop",     "package", "namespace", "return",
    "var", "void",   "while", "in",       "true",    "false",     "null"};

static bool is_reserved(ontrack_text name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (ontrack__text_is(name, reserved[i])) return true;
    return false;
}

/* has(e.f): the selection is not made but asked for. */
static node *expand_has(parser *p, node *call)
{
    node *select = call->first;
    if (call->count != 1 || select->kind != ONTRACK__NODE_SELECT)
        return refuse(p, ONTRACK_INVALID_RULES, call->offset,
                      "has() takes one selection, such as has(map.key)");
    select->kind = ONTRACK__NODE_HAS;
    return select;
}

static node *parse_name(parser *p, bool rooted)
{
    const ontrack_text name = p->token.text;
    const size_t offset = p->token.offset;
    if (p->token.kind != ONTRACK__TOKEN_NAME) return expected(p, "a value");
    if (is_reserved(name))
        return refuse(p, ONTRACK_INVALID_RULES, offset,
                      "\"%.*s\" is a reserved word and cannot be a name", (int)name.size,
                      name.data);
    if (!advance(p)) return NULL;
    if (accept(p, "(")) {
        node *call = make_call(p, ONTRACK__STYLE_GLOBAL, name, offset);
        if (!parse_parts(p, call, ")", false)) return NULL;
        return ontrack__text_is(name, "has") ? expand_has(p, call) : call;
    }
    node *result = make(p, ONTRACK__NODE_NAME, offset);
    if (result == NULL) return NULL;
    result->name = name;
    result->rooted = rooted;
    return result;
}

static node *parse_group(parser *p)
{
    if (!advance(p)) return NULL;
    node *inner = parse_expression(p);
    if (inner == NULL || !expect(p, ")", "\")\"")) return NULL;
    inner->grouped = true;
    return inner;
}

static node *parse_word(parser *p)
{
    if (at_word(p, "true")) return parse_constant(p, ONTRACK__CEL_BOOL, true);
    if (at_word(p, "false")) return parse_constant(p, ONTRACK__CEL_BOOL, false);
    if (at_word(p, "null")) return parse_constant(p, ONTRACK__CEL_NULL, false);
    return parse_name(p, false);
}

static node *parse_primary(parser *p)
{
    switch (p->token.kind) {
    case ONTRACK__TOKEN_INT:
    case ONTRACK__TOKEN_UINT:
    case ONTRACK__TOKEN_DOUBLE:
        return parse_number(p, false, p->token.offset);
    case ONTRACK__TOKEN_STRING:
    case ONTRACK__TOKEN_BYTES:
        return parse_string(p);
    case ONTRACK__TOKEN_NAME:
        return parse_word(p);
    default:
        break;
    }
    if (at_sign(p, "(")) return parse_group(p);
    if (at_sign(p, "[")) return parse_list(p);
    if (at_sign(p, "{")) return parse_map(p);
    if (accept(p, ".")) return parse_name(p, true);
    return expected(p, "a value");
}

/* --- what follows a value --- */

static const struct {
    const char *name;
    ontrack__cel_macro macro;
    uint32_t least, most; /* arguments, the name among them */
} macros[] = {
    {"all", ONTRACK__MACRO_ALL, 2, 2},
    {"exists", ONTRACK__MACRO_EXISTS, 2, 2},
    {"exists_one", ONTRACK__MACRO_EXISTS_ONE, 2, 2},
    {"existsOne", ONTRACK__MACRO_EXISTS_ONE, 2, 2},
    {"map", ONTRACK__MACRO_MAP, 2, 3},
    {"filter", ONTRACK__MACRO_FILTER, 2, 2},
};

/* A member call that is a macro becomes one: range.macro(name, body...). */
static node *expand_macro(parser *p, node *call)
{
    const uint32_t arguments = call->count - 1;
    for (size_t i = 0; i < sizeof macros / sizeof *macros; i++) {
        if (!ontrack__text_is(call->name, macros[i].name)) continue;
        if (arguments < macros[i].least || arguments > macros[i].most) continue;
        node *range = call->first, *name = range->next;
        if (name->kind != ONTRACK__NODE_NAME || name->rooted || name->grouped)
            return refuse(p, ONTRACK_INVALID_RULES, name->offset,
                          "%s() takes a simple name first, such as x", macros[i].name);
        call->kind = ONTRACK__NODE_MACRO;
        call->macro = macros[i].macro;
        call->name = name->name;
        range->next = name->next;
        call->count--;
        return call;
    }
    return call;
}

static node *parse_selection(parser *p, node *operand)
{
    if (at_sign(p, "?")) return unsupported(p, p->token.offset, "optional values");
    const bool quoted = p->token.kind == ONTRACK__TOKEN_QUOTED;
    if (!quoted && (p->token.kind != ONTRACK__TOKEN_NAME || at_word(p, "in") ||
                    at_word(p, "true") || at_word(p, "false") || at_word(p, "null")))
        return expected(p, "a name behind \".\"");
    const ontrack_text name = quoted ? p->token.content : p->token.text;
    const size_t offset = p->token.offset;
    if (!advance(p)) return NULL;
    if (!quoted && accept(p, "(")) {
        node *call = make_call(p, ONTRACK__STYLE_MEMBER, name, offset);
        if (!add(p, call, operand) || !parse_parts(p, call, ")", false)) return NULL;
        return expand_macro(p, call);
    }
    node *select = make(p, ONTRACK__NODE_SELECT, offset);
    if (!add(p, select, operand)) return NULL;
    select->name = name;
    select->verbatim = !quoted;
    return select;
}

static node *parse_index(parser *p, node *operand)
{
    node *call = make_call(p, ONTRACK__STYLE_OPERATOR, ontrack_text_of("[]"), p->taken.offset);
    if (at_sign(p, "?")) return unsupported(p, p->token.offset, "optional values");
    if (!add(p, call, operand) || !add(p, call, parse_expression(p))) return NULL;
    return expect(p, "]", "\"]\"") ? call : NULL;
}

static bool could_be_message(const node *operand)
{
    return !operand->grouped &&
           (operand->kind == ONTRACK__NODE_NAME || operand->kind == ONTRACK__NODE_SELECT);
}

/* Selections, calls and indexes behind a value. */
static node *parse_suffixes(parser *p, node *result)
{
    while (result != NULL) {
        if (accept(p, "."))
            result = parse_selection(p, result);
        else if (accept(p, "["))
            result = parse_index(p, result);
        else if (at_sign(p, "{") && could_be_message(result))
            return unsupported(p, p->token.offset, "messages");
        else
            return p->status == ONTRACK_OK ? result : NULL;
    }
    return NULL;
}

static bool at_number(const parser *p)
{
    return p->token.kind == ONTRACK__TOKEN_INT || p->token.kind == ONTRACK__TOKEN_DOUBLE;
}

/* A run of ! or of -; the last minus belongs to a number that follows it, so that the smallest int
 * can be written. */
static node *parse_unary(parser *p)
{
    const char *sign = at_sign(p, "!") ? "!" : at_sign(p, "-") ? "-" : NULL;
    if (sign == NULL) return parse_suffixes(p, parse_primary(p));
    const size_t offset = p->token.offset;
    if (!advance(p)) return NULL;
    if (*sign == '-' && at_number(p)) return parse_suffixes(p, parse_number(p, true, offset));
    if (++p->nesting > ONTRACK__CEL_DEPTH_LIMIT)
        return refuse(p, ONTRACK_LIMIT, offset, "the expression is nested more than %d deep",
                      ONTRACK__CEL_DEPTH_LIMIT);
    node *operand = at_sign(p, sign) ? parse_unary(p) : parse_suffixes(p, parse_primary(p));
    p->nesting--;
    node *call = make_call(p, ONTRACK__STYLE_OPERATOR, ontrack_text_of(sign), offset);
    return add(p, call, operand) ? call : NULL;
}

/* --- operators between values --- */

enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_RELATION, LEVEL_SUM, LEVEL_PRODUCT };

static const struct {
    const char *sign;
    int level;
} operators[] = {
    {"||", LEVEL_OR},      {"&&", LEVEL_AND},      {"<", LEVEL_RELATION},  {"<=", LEVEL_RELATION},
    {">", LEVEL_RELATION}, {">=", LEVEL_RELATION}, {"==", LEVEL_RELATION}, {"!=", LEVEL_RELATION},
    {"+", LEVEL_SUM},      {"-", LEVEL_SUM},       {"*", LEVEL_PRODUCT},   {"/", LEVEL_PRODUCT},
    {"%", LEVEL_PRODUCT},
};

/* Level of the operator that comes next, 0 when none does. */
static int level_here(const parser *p)
{
    if (at_word(p, "in")) return LEVEL_RELATION;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (at_sign(p, operators[i].sign)) return operators[i].level;
    return 0;
}

/* a && b && c is one node of three parts: a long chain is not a deep one. */
static node *join_logic(parser *p, ontrack__cel_node_kind kind, size_t offset, node *left,
                        node *right)
{
    if (left->kind == kind && !left->grouped) return add(p, left, right) ? left : NULL;
    node *whole = make(p, kind, offset);
    return add(p, whole, left) && add(p, whole, right) ? whole : NULL;
}

static node *join(parser *p, int level, const ontrack__cel_token *sign, node *left, node *right)
{
    if (left == NULL || right == NULL) return NULL;
    if (level == LEVEL_OR) return join_logic(p, ONTRACK__NODE_OR, sign->offset, left, right);
    if (level == LEVEL_AND) return join_logic(p, ONTRACK__NODE_AND, sign->offset, left, right);
    node *call = make_call(p, ONTRACK__STYLE_OPERATOR, sign->text, sign->offset);
    return add(p, call, left) && add(p, call, right) ? call : NULL;
}

/* Operators of `least` level and above, all of them grouping to the left. */
static node *parse_operators(parser *p, int least)
{
    node *left = parse_unary(p);
    for (int level = level_here(p); left != NULL && level >= least; level = level_here(p)) {
        const ontrack__cel_token sign = p->token;
        if (!advance(p)) return NULL;
        left = join(p, level, &sign, left, parse_operators(p, level + 1));
    }
    return left;
}

static node *parse_choice(parser *p, node *condition)
{
    node *choice = make(p, ONTRACK__NODE_CHOICE, p->taken.offset);
    if (!add(p, choice, condition) || !add(p, choice, parse_operators(p, LEVEL_OR))) return NULL;
    if (!expect(p, ":", "\":\" of the choice")) return NULL;
    return add(p, choice, parse_expression(p)) ? choice : NULL;
}

static node *parse_expression(parser *p)
{
    if (++p->nesting > ONTRACK__CEL_DEPTH_LIMIT)
        return refuse(p, ONTRACK_LIMIT, p->token.offset,
                      "the expression is nested more than %d deep", ONTRACK__CEL_DEPTH_LIMIT);
    node *result = parse_operators(p, LEVEL_OR);
    if (result != NULL && accept(p, "?")) result = parse_choice(p, result);
    p->nesting--;
    return p->status == ONTRACK_OK ? result : NULL;
}

ontrack_status ontrack__cel_parse(ontrack__arena *arena, ontrack_text source,
                                  ontrack__cel_node **out, ontrack_error *error)
{
    parser p = {.arena = arena, .lexer = {.source = source}, .error = error};
    node *root = advance(&p) ? parse_expression(&p) : NULL;
    if (root != NULL && p.token.kind != ONTRACK__TOKEN_END) expected(&p, "an operator or the end");
    if (p.status == ONTRACK_OK) *out = root;
    return p.status;
}
