import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A network of its own with a cable to this machine, and another one in reserve, for a person whose network fails. */
export type Network = {
  /** This machine as seen through the cable. */
  readonly host: string;
  /** Starts a browser inside; to be given to the launcher in the browser's place. */
  readonly browserIn: (folder: string) => string;
  /** Every packet is lost, and nobody is told. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** Packets come and are lost by turns until the answer is called: a line that is poor and yet stands. */
  readonly stutter: () => () => void;
  /** Another address, as from one wireless network to the next. */
  readonly changeAddress: () => void;
  /** The cable in use is pulled, and the network is told; what comes next finds none. */
  readonly pull: () => void;
  /** The other cable is plugged in, with an address of its own, as from Wi-Fi to mobile. */
  readonly plugOther: () => void;
  /** Shuts these ports of every other machine, as a firewall does; the answer opens them again. */
  readonly shut: (protocol: 'udp' | 'tcp', first: number, last: number) => () => void;
  /** Reaches a port of this machine as `localhost` from inside: an agent's session needs that, or https. */
  readonly forwardLocally: (port: number) => Promise<() => void>;
  /** How many packets came to this machine by the cable in use. */
  readonly carried: () => number;
  readonly close: () => void;
};

/** Whether this account may make networks. */
export function mayMakeNetworks(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

/** Makes the network; only root may. */
export function openNetwork(): Network {
  const name = `parley-${process.pid}`;
  const cable = `pc${process.pid}`;
  const far = `pf${process.pid}`;
  // Workers that run side by side never share one, whatever their numbers are.
  const place = (process.pid % 125) * 2 + (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 2);
  const subnet = `10.77.${place}`;
  let address = 2;
  const cables = [
    { near: cable, far },
    { near: `${cable}r`, far: `${far}r` },
  ] as const;
  let used = 0;
  const cut = () => {
    ip('neigh', 'replace', `${subnet}.${address}`, 'dev', cable, ...NOBODY);
    ip('-n', name, 'neigh', 'replace', `${subnet}.1`, 'dev', far, ...NOBODY);
  };
  const mend = () => {
    ip('neigh', 'replace', `${subnet}.${address}`, 'dev', cable, ...card(FAR_CARD));
    ip('-n', name, 'neigh', 'replace', `${subnet}.1`, 'dev', far, ...card(NEAR_CARD));
  };
  const inUse = () => cables[used % 2 === 0 ? 0 : 1];
  ip('netns', 'add', name);
  // This machine's address is on a cable that nobody pulls: others on this machine use it too.
  ip('link', 'add', `${cable}h`, 'type', 'veth', 'peer', 'name', `${far}h`);
  ip('addr', 'add', `${subnet}.1/32`, 'dev', `${cable}h`);
  ip('link', 'set', `${cable}h`, 'up');
  ip('link', 'set', `${far}h`, 'up');
  const farEnd = ['peer', 'name', far, 'address', FAR_CARD, 'netns', name];
  ip('link', 'add', cable, 'address', NEAR_CARD, 'type', 'veth', ...farEnd);
  ip('link', 'set', cable, 'up');
  ip('route', 'replace', `${subnet}.0/24`, 'dev', cable, 'src', `${subnet}.1`);
  ip('-n', name, 'addr', 'add', `${subnet}.${address}/24`, 'dev', far);
  ip('-n', name, 'link', 'set', far, 'up');
  ip('-n', name, 'link', 'set', 'lo', 'up');
  const reserve = `10.78.${place}`;
  ip('link', 'add', cables[1].near, 'type', 'veth', 'peer', 'name', cables[1].far, 'netns', name);
  ip('link', 'set', cables[1].near, 'up');
  ip('-n', name, 'addr', 'add', `${reserve}.2/24`, 'dev', cables[1].far);
  // By either cable this machine is the same one.
  ip('route', 'replace', `${reserve}.0/24`, 'dev', cables[1].near, 'src', `${subnet}.1`);
  return {
    host: `${subnet}.1`,
    browserIn: (folder) => {
      const path = join(folder, 'browser-in-network');
      writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${name} /usr/bin/chromium "$@"\n`);
      chmodSync(path, 0o755);
      return path;
    },
    cut,
    mend,
    stutter: () => stutter(cut, mend),
    changeAddress: () => {
      ip('-n', name, 'addr', 'del', `${subnet}.${address}/24`, 'dev', far);
      address += 1;
      ip('-n', name, 'addr', 'add', `${subnet}.${address}/24`, 'dev', far);
    },
    pull: () => ip('-n', name, 'link', 'set', inUse().far, 'down'),
    plugOther: () => {
      used += 1;
      ip('-n', name, 'link', 'set', inUse().far, 'up');
      if (inUse() === cables[1]) {
        ip('-n', name, 'route', 'replace', `${subnet}.1/32`, 'dev', cables[1].far);
      }
    },
    shut: (protocol, first, last) => {
      const rule = ['ipproto', protocol, 'dport', `${first}-${last}`, 'prohibit'];
      ip('-n', name, 'rule', 'add', ...rule);
      return () => ip('-n', name, 'rule', 'del', ...rule);
    },
    forwardLocally: (port) => forwardIn(name, { host: `${subnet}.1`, port }),
    carried: () =>
      Number(readFileSync(`/sys/class/net/${inUse().near}/statistics/rx_packets`, 'utf8')),
    // The other cables go with their far ends.
    close: () => {
      ip('link', 'del', `${cable}h`);
      ip('netns', 'del', name);
    },
  };
}

/** The cards at the ends of the cable; named, for an address is told anew which one it is at. */
const NEAR_CARD = '02:00:00:00:00:02';
const FAR_CARD = '02:00:00:00:00:03';

function card(address: string): readonly string[] {
  return ['lladdr', address, 'nud', 'reachable'];
}

/** Half of the time nothing comes through: shorter than what counts as a lost path. */
const STUTTER_MS = 150;

function stutter(cut: () => void, mend: () => void): () => void {
  let isCut = false;
  const timer = setInterval(() => {
    isCut = !isCut;
    if (isCut) cut();
    else mend();
  }, STUTTER_MS);
  return () => {
    clearInterval(timer);
    if (isCut) mend();
  };
}

/** Carries every connection to `localhost` in the network to this machine. */
async function forwardIn(
  name: string,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<() => void> {
  const words = `
    const { connect, createServer } = require('node:net');
    const server = createServer((near) => {
      const far = connect(${port}, '${host}');
      near.pipe(far).pipe(near);
      near.on('error', () => far.destroy());
      far.on('error', () => near.destroy());
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    server.listen(${port}, '127.0.0.1', () => console.log('open'));`;
  const inside = ['netns', 'exec', name, process.execPath, '-e', words];
  const forwarder = spawn('ip', inside, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(forwarder, 'exit').then(() => {
    throw new Error('nothing is carried into the network');
  });
  await Promise.race([once(forwarder.stdout, 'data'), ended]);
  ended.catch(() => {
    // It is ended below, or what it carried fails by itself.
  });
  return () => void forwarder.kill();
}

/** A card that is not there: what is sent to it is lost without a word. */
const NOBODY = ['lladdr', '02:00:00:00:00:01', 'nud', 'permanent'] as const;

function ip(...words: readonly string[]): void {
  execFileSync('ip', words, { stdio: 'pipe' });
}
