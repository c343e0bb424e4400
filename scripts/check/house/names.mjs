// Names of files and folders: kebab-case, a component's file PascalCase, and named for what they hold.
const hollow = /(^|-)(utils?|helpers?|managers?|services?)$/;
const hollowAlone = /^(common|misc|types?|shared|lib)$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pascal = /^[A-Z][A-Za-z0-9]*$/;
const ours = /\.(tsx?|m?js|css|sql|html|mdx?|sh)$/;
// Names that tools and customs ask for.
const customary = /^(README|CONTRIBUTING|LICENSE|NOTICE|CHANGELOG|SECURITY)\.md$/;

export function findInName(path) {
  const name = path.split('/').at(-1) ?? '';
  if (!ours.test(name) || name.startsWith('.') || customary.test(name)) return [];
  const folders = path
    .split('/')
    .slice(0, -1)
    .filter((folder) => !folder.startsWith('.'));
  const [stem = '', ...rest] = name.split('.');
  const mayBePascal = rest.at(-1) === 'tsx' || rest.join('.') === 'module.css';
  const found = [];
  if (!kebab.test(stem) && !(mayBePascal && pascal.test(stem))) {
    found.push({ rule: 'file-name', text: 'files are kebab-case, components PascalCase.tsx' });
  }
  for (const folder of folders.filter((each) => !kebab.test(each))) {
    found.push({ rule: 'folder-name', text: `folder "${folder}" is not kebab-case` });
  }
  for (const word of [...folders, stem].filter(isHollow)) {
    found.push({ rule: 'hollow-name', text: `"${word}" does not say what is in it` });
  }
  return found;
}

function isHollow(name) {
  const kebabed = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return hollow.test(kebabed) || hollowAlone.test(kebabed);
}
