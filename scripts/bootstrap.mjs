// The way into every root word. Runs before anything is installed, on Node 20 and newer: nothing
// but what Node itself brings may be imported here.
const major = Number(process.versions.node.split('.')[0]);

if (major < 20) {
  console.error(
    `Parley needs Node 20 or newer and this is ${process.versions.node}: install a newer Node.`,
  );
  process.exit(1);
}

const { runWord } = await import('./words.mjs');
process.exitCode = await runWord(process.argv[2], process.argv.slice(3));
