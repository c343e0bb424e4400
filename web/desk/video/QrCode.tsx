import { useMemo } from 'react';
import { encode } from 'uqr';
import styles from './Room.module.css';
import { videoWords } from './video-words.ts';

/** A link as a QR code; dark on light in both colour schemes, or no camera reads it. */
export function QrCode({ url }: { readonly url: string }) {
  const { size, path } = useMemo(() => drawn(url), [url]);
  return (
    <svg
      className={styles.qr}
      role="img"
      aria-label={videoWords.qr}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <title>{videoWords.qrHelp}</title>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#0c1413" />
    </svg>
  );
}

/** One square of the path for each dark cell, the quiet border included in the size. */
function drawn(url: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(url, { border: 4, ecc: 'M' });
  const cells = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: cells.join('') };
}
