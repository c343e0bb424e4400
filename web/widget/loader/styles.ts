/** The loader's own look, inside its shadow root: no rule of the host page reaches it, none of ours leaves it. */
export const STYLES = `
:host { all: initial; }
.launcher, .frame, .said { position: fixed; z-index: 2147483000; border: 0; box-sizing: border-box; }
.launcher {
  inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px;
  inline-size: 60px; block-size: 60px; border-radius: 50%; padding: 0; cursor: pointer;
  background: #0b6e66; color: #fff; display: grid; place-items: center;
  box-shadow: 0 6px 20px rgb(6 40 38 / .28), 0 1px 3px rgb(6 40 38 / .2);
  transition: transform .16s ease, background-color .16s ease;
}
.launcher:hover { background: #095b55; transform: translateY(-1px); }
.launcher:focus-visible { outline: 3px solid #fff; outline-offset: -6px; box-shadow: 0 0 0 3px #0b6e66; }
.launcher svg { inline-size: 28px; block-size: 28px; display: block; }
.said:empty { display: none; }
.said {
  inset-block-end: 92px; inset-inline-end: 20px; max-inline-size: 260px; margin: 0; padding: 12px 16px; border-radius: 14px;
  background: #17211f; color: #fff; font: 14px/1.4 system-ui, sans-serif;
}
.left .launcher, .left .frame, .left .said { inset-inline-end: auto; inset-inline-start: 20px; }
.badge {
  position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-inline-size: 22px; block-size: 22px;
  padding: 0 6px; border-radius: 11px; box-sizing: border-box; background: #c2372b; color: #fff;
  font: 600 12px/22px system-ui, sans-serif; text-align: center;
}
.frame {
  inset-block-end: 20px; inset-inline-end: 20px; inline-size: 380px; block-size: min(660px, calc(100vh - 40px));
  border-radius: 18px; background: #fff; color-scheme: normal;
  box-shadow: 0 18px 50px rgb(6 30 30 / .26), 0 2px 8px rgb(6 30 30 / .16);
}
.frame.call { inline-size: min(640px, calc(100vw - 40px)); block-size: min(660px, calc(100vh - 40px)); }
.frame.strip { block-size: 76px; }
.phone .frame, .phone .frame.call { inset: 0; inline-size: 100%; block-size: 100%; border-radius: 0; }
.phone .frame.strip { block-size: 76px; inset-block-start: auto; }
[hidden] { display: none !important; }
@media (prefers-color-scheme: dark) {
  .launcher { background: #2fb3a6; color: #06211f; }
  .launcher:hover { background: #4cc4b8; }
  .launcher:focus-visible { outline-color: #06211f; box-shadow: 0 0 0 3px #2fb3a6; }
  .frame { background: #14201f; }
}
@media (prefers-reduced-motion: reduce) { .launcher { transition: none; } }
`;
