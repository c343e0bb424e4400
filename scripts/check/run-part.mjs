// Runs one part of the check in a process of its own and sends its findings to the parent.
import { once } from 'node:events';

// Where a part's file is not called like the part.
const files = { types: 'typescript', rules: '../fixtures' };

const [name, root] = process.argv.slice(2);
const [{ only }] = await once(process, 'message');
const { check } = await import(`./parts/${files[name] ?? name}.mjs`);
process.send(await check({ root, only }));
process.disconnect();
