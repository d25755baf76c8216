import type { Settings } from './settings.ts';

/** @throws Error when the document is not the gateway's */
export function readSettings(): Settings {
  const text = document.getElementById('settings')?.textContent;
  if (!text) throw new Error('This page is not the gateway’s: it has no settings.');
  return JSON.parse(text);
}
