/** What the business's own server has signed about a customer; what it did not say is null. */
export type VerifiedCustomer = {
  /** Who it is to the business: an account, a customer number. */
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
};

/** Somebody who asks: what they say of themselves, and what of it is proved. */
export type Customer = {
  readonly id: string;
  readonly name: string;
  /** Null until the business's server has signed for them. */
  readonly verified: VerifiedCustomer | null;
};

/** Whether both say the same. */
export function isSame(one: Customer, other: Customer): boolean {
  const [a, b] = [one.verified, other.verified];
  return (
    one.name === other.name &&
    a?.subject === b?.subject &&
    a?.name === b?.name &&
    a?.email === b?.email &&
    a?.phone === b?.phone
  );
}

/** The customer as now proved; null when somebody else was proved before. */
export function verifiedAs(customer: Customer, verified: VerifiedCustomer): Customer | null {
  if (customer.verified !== null && customer.verified.subject !== verified.subject) return null;
  return { ...customer, name: verified.name ?? customer.name, verified };
}
