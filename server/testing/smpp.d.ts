/** The parts of the SMPP library that the tests' gateway speaks. */
declare module 'smpp' {
  import type { Server as NetServer } from 'node:net';

  type Unit = {
    readonly command: string;
    readonly system_id?: string;
    readonly password?: string;
    readonly source_addr?: string;
    readonly source_addr_ton?: number;
    readonly destination_addr?: string;
    readonly dest_addr_ton?: number;
    readonly data_coding?: number;
    readonly registered_delivery?: number;
    readonly short_message?: {
      readonly message: string;
      readonly udh?: readonly Buffer[];
    };
    response(fields?: Readonly<Record<string, unknown>>): Unit;
  };

  type Session = {
    on(name: string, hear: (unit: Unit) => void): void;
    send(unit: Unit): boolean;
    deliver_sm(fields: Readonly<Record<string, unknown>>, answered: (unit: Unit) => void): boolean;
    enquire_link(answered: (unit: Unit) => void): boolean;
    close(): void;
    destroy(): void;
  };

  export function createServer(session: (session: Session) => void): NetServer;
  export type { Session, Unit };
}
