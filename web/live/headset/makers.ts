/** The USB numbers of the makers that call centres buy from. They only say whose a headset is: all are served alike. */
const MAKERS: Readonly<Record<number, string>> = {
  2830: 'Jabra',
  1151: 'Poly',
  1008: 'HP Poly',
  5013: 'EPOS',
  27027: 'Yealink',
  1133: 'Logitech',
};

/** A headset's own name with its maker's in front of it. */
export function headsetName({
  productName,
  vendorId,
}: {
  readonly productName: string;
  readonly vendorId: number;
}): string {
  const maker = MAKERS[vendorId] ?? '';
  const name = productName.trim();
  const says = name.toLowerCase().includes(maker.toLowerCase());
  return says ? name : `${maker} ${name}`.trim();
}
