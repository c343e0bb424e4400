// Rules that need types. Biome has them too, but is blind to the types of packages (pg, zod, fastify …).

import { SyntaxKind } from 'typescript7/unstable/ast';
import { SignatureKind, TypeFlags } from 'typescript7/unstable/sync';

/** Findings in these files of a project; asked in batches, as each question crosses a process. */
export function findInProject(project, files) {
  const { program, checker } = project;
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    if (!source) return [{ rule: 'floor', file, text: 'TypeScript did not read this file' }];
    const nodes = collect(source);
    const found = [
      ...floatingPromises(checker, nodes.statements),
      ...awaitedValues(checker, nodes.awaited),
      ...promiseCallbacks(checker, nodes.callbacks),
      ...unfinishedSwitches(checker, nodes.switches),
    ];
    return found.map(({ node, rule, text }) => ({ file, line: lineOf(source, node), rule, text }));
  });
}

function lineOf(source, node) {
  return source.text.slice(0, node.getStart(source)).split('\n').length;
}

function collect(source) {
  const nodes = { statements: [], awaited: [], callbacks: [], switches: [] };
  const visit = (node) => {
    if (node.kind === SyntaxKind.ExpressionStatement) nodes.statements.push(node.expression);
    if (node.kind === SyntaxKind.AwaitExpression) nodes.awaited.push(node.expression);
    if (node.kind === SyntaxKind.SwitchStatement) nodes.switches.push(node);
    if (node.kind === SyntaxKind.CallExpression || node.kind === SyntaxKind.NewExpression) {
      nodes.callbacks.push(...(node.arguments ?? []).filter(isAsyncFunction));
    }
    node.forEachChild(visit);
  };
  visit(source);
  return nodes;
}

function isAsyncFunction(node) {
  const isFunction =
    node.kind === SyntaxKind.ArrowFunction || node.kind === SyntaxKind.FunctionExpression;
  return isFunction && (node.modifiers ?? []).some(({ kind }) => kind === SyntaxKind.AsyncKeyword);
}

function partsOf(type) {
  return type.flags & TypeFlags.Union ? (type.getTypes() ?? []) : [type];
}

/** A promise, not all that has a `then`: fastify's reply and app may be awaited, but nobody must. */
function isPromise(checker, type) {
  return isThenable(checker, type, 'catch');
}

function isThenable(checker, type, method = 'then') {
  return partsOf(type).some((part) => {
    const isObject =
      part.flags & (TypeFlags.Object | TypeFlags.Intersection | TypeFlags.TypeParameter);
    return Boolean(isObject && checker.getPropertyOfType(part, method));
  });
}

function holdsPromises(checker, type) {
  if (isPromise(checker, type)) return true;
  if (!checker.isArrayType(type)) return false;
  return checker.getTypeArguments(type).some((element) => isPromise(checker, element));
}

/** What a statement drops: the callee of a `finally`, or itself unless a rejection is caught. */
function dropped(expression) {
  if (expression.kind === SyntaxKind.ParenthesizedExpression) return dropped(expression.expression);
  if (expression.kind !== SyntaxKind.CallExpression)
    return dropsValue(expression) ? expression : undefined;
  const callee = expression.expression;
  const method = callee.kind === SyntaxKind.PropertyAccessExpression ? callee.name.text : '';
  if (method === 'catch' && expression.arguments.length > 0) return undefined;
  if (method === 'then' && expression.arguments.length > 1) return undefined;
  if (method === 'finally') return dropped(callee.expression);
  return expression;
}

function dropsValue({ kind }) {
  return (
    kind === SyntaxKind.NewExpression ||
    kind === SyntaxKind.Identifier ||
    kind === SyntaxKind.PropertyAccessExpression ||
    kind === SyntaxKind.ConditionalExpression ||
    kind === SyntaxKind.ArrayLiteralExpression
  );
}

function floatingPromises(checker, statements) {
  const nodes = statements.map(dropped).filter((node) => node !== undefined);
  return typesOf(checker, nodes)
    .filter(({ type }) => holdsPromises(checker, type))
    .map(({ node }) => ({
      node,
      rule: 'floating-promise',
      text: 'nobody waits for this promise: await it, catch it, or say void',
    }));
}

function awaitedValues(checker, nodes) {
  const unclear =
    TypeFlags.Any | TypeFlags.Unknown | TypeFlags.TypeParameter | TypeFlags.IndexedAccess;
  return typesOf(checker, nodes)
    .filter(({ type }) => !(type.flags & unclear) && !isThenable(checker, type))
    .map(({ node }) => ({ node, rule: 'needless-await', text: 'this is no promise' }));
}

/** An async function given where the receiver drops what it returns: its failure would end the process. */
function promiseCallbacks(checker, nodes) {
  return nodes
    .filter((node) => {
      const expected = checker.getContextualType(node);
      const signatures = expected ? signaturesOf(checker, expected) : [];
      const returns = signatures.map((signature) => checker.getReturnTypeOfSignature(signature));
      return returns.length > 0 && returns.every((type) => type && type.flags & TypeFlags.Void);
    })
    .map((node) => ({
      node,
      rule: 'async-callback',
      text: 'nobody waits for this async function: call one inside that catches',
    }));
}

function signaturesOf(checker, type) {
  return partsOf(type).flatMap((part) => checker.getSignaturesOfType(part, SignatureKind.Call));
}

function unfinishedSwitches(checker, switches) {
  const subjects = typesOf(
    checker,
    switches.map((node) => node.expression),
  );
  return subjects.flatMap(({ node, type }) => {
    const clauses = node.parent.caseBlock.clauses;
    const hasDefault = clauses.some(({ kind }) => kind === SyntaxKind.DefaultClause);
    if (hasDefault) return [];
    const missing = missingCases(checker, type, clauses);
    if (missing.length === 0) return [];
    const text = `the switch does not speak of ${missing.join(', ')}`;
    return [{ node, rule: 'unfinished-switch', text }];
  });
}

function missingCases(checker, type, clauses) {
  const units = partsOf(type);
  if (units.length < 2 || !units.every((part) => part.flags & TypeFlags.Unit)) return [];
  const tests = clauses.filter(({ kind }) => kind === SyntaxKind.CaseClause);
  const covered = typesOf(
    checker,
    tests.map((clause) => clause.expression),
  ).flatMap((test) => partsOf(test.type).map((part) => checker.typeToString(part)));
  return units.map((part) => checker.typeToString(part)).filter((name) => !covered.includes(name));
}

function typesOf(checker, nodes) {
  if (nodes.length === 0) return [];
  return checker
    .getTypeAtLocation(nodes)
    .map((type, index) => ({ node: nodes[index], type }))
    .filter(({ type }) => type !== undefined);
}
