declare global {
  /** Where the libraries that add style elements look for the nonce of the page's policy. */
  var __webpack_nonce__: string | undefined;
}

/** Lets dialogs keep the page behind them from scrolling: their library adds a style element for that. */
export function passStyleNonce(): void {
  globalThis.__webpack_nonce__ = document.querySelector<HTMLElement>('[nonce]')?.nonce;
}
