import type { Settings } from './page/settings.ts';

export interface DocumentParts {
  readonly settings: Settings;
  /** Of script and style sheet. */
  readonly version: string;
  /** Allows the style elements that the page's libraries add. */
  readonly nonce: string;
}

/** The HTML document of the explorer. */
export function writeDocument({ settings, version, nonce }: DocumentParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta property="csp-nonce" nonce="${nonce}">
<title>Citizen Graph explorer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/explorer/page.css?v=${version}">
<script type="application/json" id="settings">${escapeForScript(settings)}</script>
<script type="module" src="/explorer/page.js?v=${version}"></script>
</head>
<body>
<div id="page"></div>
</body>
</html>
`;
}

/** JSON that cannot end the element which it stands in. */
function escapeForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
