// Rules on the text of any file: length, and nothing of one person's machine.
const maxLines = 400;
const text = /\.(tsx?|m?js|json|jsonc|css|sql|html|md|sh|ya?ml|patch)$|(^|\/)\.[a-z]+rc$|^\.ci\//;
const counted = /\.(tsx?|m?js|css|sql|html|sh)$/;
const registryHost =
  /https?:\/\/[a-z0-9.-]*(registry|npmjs|npmmirror|artifactory|nexus)[a-z0-9.-]*/i;
const machinePath =
  /(^|[\s"'`(=:])(\/(home|root|Users|work|workspace|workspaces)\/[\w.-]|[A-Z]:\\\\?Users)/;

export function isText(path) {
  return text.test(path);
}

export function findInText(path, content) {
  const lines = content.split('\n');
  const found = [];
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  if (counted.test(path) && count > maxLines) {
    found.push({ rule: 'file-length', text: `${count} lines, ${maxLines} allowed` });
  }
  lines.forEach((line, index) => {
    if (registryHost.test(line)) {
      found.push({ line: index + 1, rule: 'registry-host', text: 'names a package registry' });
    }
    if (machinePath.test(line)) {
      found.push({ line: index + 1, rule: 'machine-path', text: 'names a path of one machine' });
    }
  });
  return found;
}
