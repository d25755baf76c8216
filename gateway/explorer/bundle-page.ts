import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, stop } from 'esbuild';

/** The explorer's page: one script and one style sheet, with all that they need. */
export interface PageBundle {
  readonly script: Uint8Array;
  readonly style: Uint8Array;
}

/**
 * Bundles `page/` with GraphiQL, React and the rest from `node_modules`, in memory. It takes about a second, and a process
 * of its own that ends with it.
 */
export async function bundlePage(): Promise<PageBundle> {
  try {
    const { outputFiles } = await build({
      entryPoints: ['main.tsx', 'page.css'].map((file) => join(import.meta.dirname, 'page', file)),
      bundle: true,
      write: false,
      outdir: '/',
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      minify: true,
      legalComments: 'none',
      plugins: [withoutFonts],
    });
    const find = (extension: string): Uint8Array => {
      const file = outputFiles.find(({ path }) => path.endsWith(extension));
      if (!file) throw new Error(`The bundle of the explorer has no ${extension} file`);
      return file.contents;
    };
    return { script: find('.js'), style: find('.css') };
  } finally {
    await stop();
  }
}

/** GraphiQL's style sheet brings fonts that lack Vietnamese letters: two thirds of its size for a text in two fonts. */
const withoutFonts: Plugin = {
  name: 'without-fonts',
  setup: ({ onLoad }) =>
    onLoad({ filter: /graphiql[\\/]dist[\\/]style\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    })),
};
