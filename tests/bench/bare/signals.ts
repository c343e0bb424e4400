import type { types } from 'mediasoup-client';

/** What a bare page asks of the bare server, and what it gets. */
export type Asks = {
  readonly capabilities: { readonly data: object; readonly answer: types.RtpCapabilities };
  readonly 'open-transport': {
    readonly data: { readonly receives: types.RtpCapabilities | null };
    readonly answer: types.TransportOptions;
  };
  readonly connect: {
    readonly data: { readonly transportId: string; readonly dtlsParameters: types.DtlsParameters };
    readonly answer: object;
  };
  readonly produce: {
    readonly data: { readonly kind: types.MediaKind; readonly rtpParameters: types.RtpParameters };
    readonly answer: { readonly id: string };
  };
  /** Whoever is here already is told as offers. */
  readonly 'consume-all': { readonly data: object; readonly answer: object };
  readonly resume: { readonly data: { readonly consumerId: string }; readonly answer: object };
  readonly hold: { readonly data: { readonly held: boolean }; readonly answer: object };
};

/** What the bare server says by itself: there is something to receive. */
export type Offer = {
  readonly offer: {
    readonly id: string;
    readonly producerId: string;
    readonly kind: types.MediaKind;
    readonly rtpParameters: types.RtpParameters;
  };
};
