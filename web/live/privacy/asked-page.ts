import type { PrivateReport } from '@parley/contracts/page-mask.ts';
import { firstCounted, HIDDEN_STILL_MS, type ReportCame } from './mask-boxes.ts';

/** What the page around us says of its private parts. */
export type AskedPage = {
  /** All that may matter for a picture of it that came then; null when it does not answer in time. Ask one at a time. */
  readonly reportsSince: (cameAt: number) => Promise<readonly ReportCame[] | null>;
  readonly close: () => void;
};

/** How long a page may be silent before all of it is private. */
const SILENT_MS = 2_000;

/** A page that nobody asks stops to look: it is kept awake, so that it is known where things were before a picture. */
const AWAKE_MS = 1_000;

/** Asks over a port; what the page says without being asked is kept as well. */
export function askedPage(port: MessagePort): AskedPage {
  let reports: readonly ReportCame[] = [];
  let asked = 0;
  /** When the picture came that waits for an answer. */
  let waitsSince = Number.POSITIVE_INFINITY;
  let told: (report: PrivateReport) => void = () => undefined;
  const awake = setInterval(() => port.postMessage(asked), AWAKE_MS);
  port.postMessage(asked);
  port.onmessage = ({ data }: MessageEvent<PrivateReport>) => {
    const at = performance.now();
    const since = Math.min(waitsSince, at) - HIDDEN_STILL_MS;
    reports = [...reports.slice(firstCounted(reports, since)), { at, report: data }];
    told(data);
  };
  return {
    // What it says after the question is true of now: a page that lags behind its own picture has caught up by then.
    reportsSince: (cameAt) =>
      new Promise((resolve) => {
        asked += 1;
        const question = asked;
        waitsSince = cameAt;
        const giveUp = setTimeout(() => resolve(null), SILENT_MS);
        told = (report) => {
          if (report.asked < question) return;
          clearTimeout(giveUp);
          waitsSince = Number.POSITIVE_INFINITY;
          resolve(reports);
        };
        port.postMessage(question);
      }),
    close: () => {
      clearInterval(awake);
      port.close();
    },
  };
}
