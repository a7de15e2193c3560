import { parseSync, Visitor } from "vite";

/** A file of the repository: its path from the root, with slashes, and what it holds. */
export interface SourceFile {
  path: string;
  text: string;
}

/** Something at a line of a file. */
export interface Found {
  name: string;
  line: number;
}

/** What the rules look at in a module. */
export interface Source {
  path: string;
  /** every specifier, in whatever way it is imported; types count, too */
  imports: (Found & { reexported: boolean })[];
  /** `import(path)` whose path is no literal */
  computedImports: Found[];
  /** identifiers that are not names of properties: variables, globals, types */
  identifiers: Found[];
  /** what is used of Math: "sin" for Math.sin, "Math" where it is used in any other way */
  math: Found[];
  /** powers whose base or exponent is no number literal */
  powers: Found[];
}

/**
 * Reads a module's imports and identifiers off its syntax tree.
 *
 * @throws SyntaxError if the file does not parse
 */
export function readSource({ path, text }: SourceFile): Source {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`);

  const found = (name: string, { start }: { start: number }) => ({
    name,
    line: text.slice(0, start).split("\n").length,
  });
  const source: Source = { path, imports: [], computedImports: [], identifiers: [], math: [], powers: [] };
  const add = (name: string, at: { start: number }, reexported = false) =>
    source.imports.push({ ...found(name, at), reexported });

  for (const { moduleRequest } of module.staticImports) add(moduleRequest.value, moduleRequest);
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest) add(moduleRequest.value, moduleRequest, true);
  }

  // A node is entered before its children: property names and uses of Math are known when their identifier comes.
  const named = new Set<unknown>();
  const keyed = (node: { computed: boolean; key: unknown }) => node.computed || named.add(node.key);
  new Visitor({
    ImportExpression(node) {
      const name = literal(node.source);
      if (name === undefined) source.computedImports.push(found("import()", node));
      else add(name, node);
    },
    TSImportType: (node) => void add(node.source.value, node),
    CallExpression(node) {
      const name = literal(node.arguments[0]);
      const callee = text.slice(node.callee.start, node.callee.end);
      if (name !== undefined && RESOLVERS.has(callee)) add(name, node);
    },
    NewExpression(node) {
      const [path, base] = node.arguments;
      const name = literal(path);
      const ofFile = base && text.slice(base.start, base.end) === "import.meta.url";
      if (name !== undefined && ofFile) add(/^[./]|^[a-z]+:/.test(name) ? name : `./${name}`, node);
    },
    MemberExpression(node) {
      if (node.computed) return;
      named.add(node.property);
      if (node.object.type !== "Identifier" || node.object.name !== "Math") return;
      named.add(node.object);
      source.math.push(found((node.property as { name: string }).name, node));
    },
    Property: keyed,
    MethodDefinition: keyed,
    PropertyDefinition: keyed,
    TSPropertySignature: keyed,
    TSMethodSignature: keyed,
    Identifier(node) {
      if (named.has(node)) return;
      source.identifiers.push(found(node.name, node));
      if (node.name === "Math") source.math.push(found("Math", node));
    },
    BinaryExpression(node) {
      if (node.operator === "**" && !(constant(node.left) && constant(node.right)))
        source.powers.push(found("**", node));
    },
    AssignmentExpression(node) {
      if (node.operator === "**=") source.powers.push(found("**=", node));
    },
  }).visit(program);
  return source;
}

const RESOLVERS = new Set(["require", "require.resolve", "import.meta.resolve"]);

interface Node {
  type: string;
  value?: unknown;
  argument?: unknown;
  quasis?: { value: { cooked: string | null } }[];
}

function literal(node: Node | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.quasis?.length === 1) return node.quasis[0].value.cooked ?? undefined;
  return undefined;
}

const constant = (node: Node): boolean =>
  (node.type === "Literal" && typeof node.value === "number") ||
  (node.type === "UnaryExpression" && constant(node.argument as Node));
