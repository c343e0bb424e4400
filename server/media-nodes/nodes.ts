import {
  MEDIA_LEASE_MS,
  type MediaNodeState,
  type MediaTell,
} from '@parley/contracts/media-link.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Placement } from '../changes/loaded.ts';
import { codeOf, type Database } from '../database/database.ts';
import type { Alarm } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import { type MediaLink, openLink } from './link.ts';

/** Whether calls can be made now, for pages and hints. */
export type MediaStateNow = {
  readonly state: 'ready' | 'preparing' | 'absent';
  readonly fraction: number | null;
  readonly step: string | null;
};

type NodeRow = {
  readonly id: string;
  readonly bootId: string;
  readonly address: string;
  readonly state: MediaNodeState;
  readonly fraction: number | null;
  readonly step: string | null;
  /** When its lease runs out, by this server's clock. */
  readonly until: Millis;
};

type LinkedNode = { row: NodeRow; link: MediaLink; goneAt: Millis | null };

export type MediaNodes = {
  /** Reads the lease rows and links to every node that lives. */
  look(): Promise<void>;
  /** The open link to this start of a node, or null. */
  linkTo(placement: Placement): MediaLink | null;
  /** Whether this start of a node is known to be over. */
  isGone(placement: Placement): boolean;
  state(): MediaStateNow;
  stop(): void;
};

type Parts = {
  readonly database: Database;
  readonly secret: string;
  readonly now: () => Millis;
  readonly alarm: Alarm;
  readonly log: Log;
  readonly told: (tell: MediaTell) => Promise<boolean>;
  /** A link stands: plans may be missing there. */
  readonly linked: (placement: Placement) => void;
  /** This start of a node is over, and with it all it carried. */
  readonly gone: (placement: Placement) => void;
};

/** Nodes write their leases by the database's clock: what is left of them is true whatever this server's says. */
const ROWS = `
  SELECT id, boot_id AS "bootId", address, state, fraction, step,
    $1::bigint + until - (extract(epoch FROM statement_timestamp()) * 1000)::bigint AS until
  FROM media_nodes`;

/** How soon rows are read again after a link was lost: the node may be starting anew. */
const HURRY_MS = 150;

/** How soon a link that broke is opened again. */
const REOPEN_MS = 50;

/** One link per living media node, and what their rows say. */
export function createMediaNodes(parts: Parts): MediaNodes {
  return new LinkedNodes(parts);
}

class LinkedNodes implements MediaNodes {
  readonly #parts: Parts;
  readonly #since: Millis;
  readonly #nodes = new Map<string, LinkedNode>();
  #rows: readonly NodeRow[] = [];
  #stopped = false;
  #looking: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#since = parts.now();
  }

  look(): Promise<void> {
    this.#looking ??= this.#readRows().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  linkTo({ nodeId, bootId }: Placement): MediaLink | null {
    const node = this.#nodes.get(nodeId);
    if (node === undefined || node.goneAt !== null || node.row.bootId !== bootId) return null;
    return node.link.isOpen() ? node.link : null;
  }

  isGone({ nodeId, bootId }: Placement): boolean {
    const node = this.#nodes.get(nodeId);
    if (node?.row.bootId === bootId) return node.goneAt !== null;
    // A server that starts beside a database that was away gives living nodes time to say so.
    const mayYetRenew = this.#parts.now() < this.#since + MEDIA_LEASE_MS;
    return !(mayYetRenew && this.#rows.some((row) => row.id === nodeId && row.bootId === bootId));
  }

  state(): MediaStateNow {
    const living = livingRows(this.#rows, this.#parts.now());
    return stateOf(living.filter((row) => (this.#nodes.get(row.id)?.goneAt ?? null) === null));
  }

  stop(): void {
    this.#stopped = true;
    for (const node of this.#nodes.values()) node.link.close();
  }

  async #readRows(): Promise<void> {
    const { database, now } = this.#parts;
    this.#rows = await database.query<NodeRow>({
      name: 'media_nodes',
      text: ROWS,
      values: [now()],
    });
    if (this.#stopped) return;
    const living = livingRows(this.#rows, now());
    for (const [id, node] of this.#nodes) {
      const row = this.#rows.find((one) => one.id === id);
      if (isOver(node, row, living)) this.#leave(node);
      if (row?.bootId === node.row.bootId) node.row = row;
      if (node.goneAt !== null && !isStillThatStart(node, living)) this.#nodes.delete(id);
    }
    for (const row of living) {
      if (this.#nodes.has(row.id)) continue;
      this.#nodes.set(row.id, { row, goneAt: null, link: this.#openLink(row) });
    }
  }

  #openLink(row: NodeRow): MediaLink {
    const { secret, told, linked } = this.#parts;
    return openLink({
      nodeId: row.id,
      address: row.address,
      secret,
      told,
      opened: () => linked({ nodeId: row.id, bootId: row.bootId }),
      closed: (how) => this.#closed(row, how),
    });
  }

  /** The node as long as it is this start of it and lives. */
  #current(row: NodeRow): LinkedNode | null {
    const node = this.#nodes.get(row.id);
    const same = node?.row.bootId === row.bootId && node.goneAt === null;
    return same && !this.#stopped ? node : null;
  }

  /** A link that only broke is opened again; where nothing listens any more the node is over. */
  #closed(row: NodeRow, how: { readonly refused: boolean }): void {
    const node = this.#current(row);
    if (node === null) return;
    if (how.refused) this.#leave(node);
    else this.#parts.alarm(REOPEN_MS, () => this.#reopen(row));
    this.#parts.alarm(HURRY_MS, () => this.#hurry());
  }

  #reopen(row: NodeRow): void {
    const node = this.#current(row);
    if (node !== null) node.link = this.#openLink(node.row);
  }

  #leave(node: LinkedNode): void {
    if (node.goneAt !== null) return;
    const { log, now, gone } = this.#parts;
    const placement = { nodeId: node.row.id, bootId: node.row.bootId };
    node.goneAt = now();
    node.link.close();
    log.warn(placement, 'a media node is gone; its calls are moved');
    this.#endLease(placement)
      .catch((error: unknown) => {
        log.warn(
          { code: codeOf(error) },
          'the lease of a media node that is gone runs out by itself',
        );
      })
      .finally(() => gone(placement));
  }

  /** Nobody places another call there; a node that lives after all renews it within seconds. */
  async #endLease({ nodeId, bootId }: Placement): Promise<void> {
    await this.#parts.database.query({
      name: 'end_media_lease',
      text: 'UPDATE media_nodes SET until = 0 WHERE id = $1 AND boot_id = $2',
      values: [nodeId, bootId],
    });
  }

  #hurry(): void {
    if (this.#stopped) return;
    this.look().catch((error: unknown) => {
      this.#parts.log.warn({ code: codeOf(error) }, 'the media nodes could not be read');
    });
    const lost = [...this.#nodes.values()].some((node) => node.goneAt !== null);
    if (lost) this.#parts.alarm(HURRY_MS, () => this.#hurry());
  }
}

function livingRows(rows: readonly NodeRow[], now: Millis): readonly NodeRow[] {
  return rows.filter((row) => row.until > now);
}

/** Another start has taken its row, or its lease ran out and nobody answers: while the database is away leases end too. */
function isOver(node: LinkedNode, row: NodeRow | undefined, living: readonly NodeRow[]): boolean {
  if (row !== undefined && row.bootId !== node.row.bootId) return true;
  return (row === undefined || !living.includes(row)) && !node.link.isOpen();
}

/** A start that was given up keeps its place until its row ends, or is renewed after all. */
function isStillThatStart({ row, goneAt }: LinkedNode, living: readonly NodeRow[]): boolean {
  const now = living.find((one) => one.id === row.id && one.bootId === row.bootId);
  return now !== undefined && now.until <= (goneAt ?? 0) + MEDIA_LEASE_MS;
}

function stateOf(rows: readonly NodeRow[]): MediaStateNow {
  const none = { fraction: null, step: null };
  if (rows.some((row) => row.state === 'ready')) return { state: 'ready', ...none };
  const preparing = rows.find((row) => row.state === 'preparing');
  if (preparing !== undefined) {
    return { state: 'preparing', fraction: preparing.fraction, step: preparing.step };
  }
  const failed = rows.find((row) => row.state === 'failed');
  return { state: 'absent', fraction: null, step: failed?.step ?? null };
}
