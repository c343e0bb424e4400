// Rules on the syntax of a file that Biome does not have.
import ts from 'typescript';
import { isTest } from '../source-files.mjs';

const hollowVerb = /^(handle|process|manage|do)([A-Z0-9].*)?$/;
const maxTestLines = 80;

/** Each rule looks at one node and gives what is wrong with it, or nothing. */
const rules = [
  { rule: 'hollow-verb', applies: () => true, judge: hollowName },
  { rule: 'test-length', applies: isTest, judge: longTestFunction },
  {
    rule: 'slept-test',
    applies: (path) => isTest(path) && !path.startsWith('tests/bench/'),
    judge: sleep,
  },
  { rule: 'dropped-error', applies: (path) => !path.startsWith('scripts/'), judge: droppedError },
  { rule: 'core-random', applies: isCore, judge: randomness },
  { rule: 'core-waits', applies: isCore, judge: waiting },
  { rule: 'undocumented', applies: isDocumented, judge: missingDoc },
];

function isCore(path) {
  return path.startsWith('core/') && !isTest(path);
}

function isDocumented(path) {
  return /^(core|contracts)\//.test(path) && !isTest(path);
}

export function findInCode(path, source) {
  const active = rules.filter(({ applies }) => applies(path));
  const found = [];
  const visit = (node) => {
    for (const { rule, judge } of active) {
      const text = judge(node, source);
      if (text) found.push({ line: lineOf(source, node), rule, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function lineOf(source, node) {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

function isFunction(node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  );
}

function hollowName(node) {
  const named = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
  const holder = ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node);
  const holdsFunction = holder && node.initializer && isFunction(node.initializer);
  if (!(named || holdsFunction) || !node.name || !ts.isIdentifier(node.name)) return undefined;
  const name = node.name.text;
  return hollowVerb.test(name) ? `"${name}" does not say what it does` : undefined;
}

function longTestFunction(node, source) {
  if (!isFunction(node) || !node.body || groupsTests(node)) return undefined;
  const first = lineOf(source, node.body);
  const last = source.getLineAndCharacterOfPosition(node.body.end).line + 1;
  const lines = last - first + 1;
  return lines > maxTestLines ? `${lines} lines, ${maxTestLines} allowed` : undefined;
}

function groupsTests(node) {
  return ts.isCallExpression(node.parent) && /\bdescribe\b/.test(node.parent.expression.getText());
}

const patience = 'wait for what a person sees, not for time';

/** `new Promise((resolve) => setTimeout(resolve, …))`, or Node's timer that promises. */
function sleep(node) {
  if (ts.isImportDeclaration(node)) {
    return node.moduleSpecifier.text === 'node:timers/promises' ? patience : undefined;
  }
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'Promise') return undefined;
  const [executor] = node.arguments ?? [];
  const only = executor && ts.isArrowFunction(executor) ? onlyExpression(executor.body) : undefined;
  const sleeps =
    only && ts.isCallExpression(only) && /(^|\.)setTimeout$/.test(only.expression.getText());
  return sleeps ? patience : undefined;
}

function onlyExpression(body) {
  if (!ts.isBlock(body)) return body;
  const [statement, more] = body.statements;
  return statement && !more && ts.isExpressionStatement(statement)
    ? statement.expression
    : undefined;
}

const nothing = /^(undefined|null|void 0|\(\{\}\)|false|\[\])$/;

/** `.catch(() => undefined)` without a word why. */
function droppedError(node, source) {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  const [reaction] = node.arguments;
  if (node.expression.name.text !== 'catch' || !reaction || !ts.isArrowFunction(reaction))
    return undefined;
  if (!nothing.test(reaction.body.getText()) || isExplained(node, source)) return undefined;
  return 'an error ends here: say why in a comment, or let it through';
}

/** A comment inside the call, at the end of its line or on the line before its statement. */
function isExplained(node, source) {
  let statement = node;
  while (statement.parent && !ts.isStatement(statement)) statement = statement.parent;
  const lineEnd = source.text.indexOf('\n', node.end);
  const end = lineEnd < 0 ? source.text.length : lineEnd;
  return /\/\/|\/\*/.test(source.text.slice(statement.getFullStart(), end));
}

function randomness(node) {
  const isRandom = ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random';
  return isRandom ? 'core is told what is random' : undefined;
}

function waiting(node) {
  const waits = ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword;
  const promised = ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Promise';
  return waits || promised ? 'core waits for nothing' : undefined;
}

function missingDoc(node) {
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isVariableStatement(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node);
  const exported =
    declares && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!exported || isInferred(node) || ts.getJSDocCommentsAndTags(node).length > 0)
    return undefined;
  const name = ts.isVariableStatement(node)
    ? node.declarationList.declarations[0]?.name.getText()
    : node.name?.getText();
  return `${name} has no sentence of doc`;
}

/** `type X = z.infer<typeof x>`: the schema beside it carries the sentence. */
function isInferred(node) {
  return ts.isTypeAliasDeclaration(node) && /^z\.(infer|input|output)</.test(node.type.getText());
}
