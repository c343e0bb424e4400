/** What the browser counts about one leg's path at one instant; counters grow until the path is replaced. */
export type Reading = {
  /** Local clock, ms. */
  readonly at: number;
  /** Anything that arrived: media, control packets, answers to checks. Growth shows that the path stands. */
  readonly arrived: number;
  readonly audio: Incoming;
  readonly video: Incoming;
  /** Share of what this page sends that does not arrive, 0 to 1. */
  readonly lostOut: number;
  readonly roundTripMs: number | null;
  /** What holds back what this page sends. */
  readonly limitedBy: 'none' | 'cpu' | 'bandwidth';
  readonly levels: {
    readonly own: number;
    readonly other: number;
    /** What is heard of each track, by its id. */
    readonly byTrack: Readonly<Record<string, number>>;
  };
};

/** What is counted of what arrives, per kind. */
export type Incoming = {
  readonly packets: number;
  readonly lost: number;
  readonly jitterMs: number;
  /** When the last packet came, local clock in ms; the reading's own time when the browser does not say. */
  readonly lastPacketAt: number;
};

const ONE_CLOCK_MS = 600_000;

type Count =
  | 'packetsReceived'
  | 'packetsLost'
  | 'responsesReceived'
  | 'jitter'
  | 'audioLevel'
  | 'fractionLost';

type Entry = { readonly [Name in Count]?: unknown } & {
  readonly type?: unknown;
  readonly kind?: unknown;
  readonly trackIdentifier?: unknown;
  readonly nominated?: unknown;
  readonly roundTripTime?: unknown;
  readonly currentRoundTripTime?: unknown;
  readonly lastPacketReceivedTimestamp?: unknown;
  readonly qualityLimitationReason?: unknown;
};

/** Reads the reports of a path's transports. */
export function readStats(
  reports: readonly Iterable<readonly [string, unknown]>[],
  at: number,
): Reading {
  const entries = reports.flatMap((report) => Array.from(report, ([, entry]) => entry as Entry));
  const of = (type: string): readonly Entry[] => entries.filter((entry) => entry.type === type);
  const inbound = of('inbound-rtp');
  const outbound = of('outbound-rtp');
  const remote = of('remote-inbound-rtp');
  const pairs = of('candidate-pair');
  const trips = [...remote, ...pairs.filter((pair) => pair.nominated === true)]
    .map((entry) => entry.roundTripTime ?? entry.currentRoundTripTime)
    .filter((trip) => typeof trip === 'number');
  return {
    at,
    arrived:
      sum(inbound, 'packetsReceived') +
      sum(pairs, 'responsesReceived') +
      sum(pairs, 'packetsReceived'),
    audio: incoming(
      inbound.filter((entry) => entry.kind === 'audio'),
      at,
    ),
    video: incoming(
      inbound.filter((entry) => entry.kind === 'video'),
      at,
    ),
    lostOut: Math.max(0, ...remote.map((entry) => number(entry, 'fractionLost'))),
    roundTripMs: trips.length === 0 ? null : Math.max(...trips) * 1_000,
    limitedBy: limit(outbound),
    levels: {
      own: loudest(of('media-source')),
      other: loudest(inbound),
      byTrack: Object.fromEntries(
        inbound.flatMap((entry) => {
          const { trackIdentifier: id } = entry;
          return typeof id === 'string' ? [[id, number(entry, 'audioLevel')]] : [];
        }),
      ),
    },
  };
}

function incoming(entries: readonly Entry[], at: number): Incoming {
  const times = entries
    .map((entry) => entry.lastPacketReceivedTimestamp)
    .filter((time) => typeof time === 'number')
    // Some browsers count from the page's start instead: such a time is of no use here.
    .filter((time) => Math.abs(at - time) < ONE_CLOCK_MS);
  return {
    packets: sum(entries, 'packetsReceived'),
    lost: sum(entries, 'packetsLost'),
    jitterMs: Math.max(0, ...entries.map((entry) => number(entry, 'jitter'))) * 1_000,
    lastPacketAt: times.length === 0 ? at : Math.max(...times),
  };
}

function limit(outbound: readonly Entry[]): Reading['limitedBy'] {
  const reasons = outbound.map((entry) => entry.qualityLimitationReason);
  if (reasons.includes('cpu')) return 'cpu';
  return reasons.includes('bandwidth') ? 'bandwidth' : 'none';
}

function loudest(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.map((entry) => number(entry, 'audioLevel')));
}

function sum(entries: readonly Entry[], key: Count): number {
  return entries.reduce((total, entry) => total + number(entry, key), 0);
}

function number(entry: Entry, key: Count): number {
  const value = entry[key];
  return typeof value === 'number' ? value : 0;
}
