import { openSdkShop, type SdkShop } from './sdk-shop.ts';
import { test as base } from './world.ts';

/** A journey on the site of Quince, who sells chairs and uses the SDK. */
export const test = base.extend<Record<never, never>, { readonly quince: SdkShop }>({
  quince: [
    async ({ product }, use) => {
      const shop = await openSdkShop(product);
      await use(shop);
      await shop.close();
    },
    { scope: 'worker' },
  ],
});

export { expect } from './world.ts';
