const { createHash } = require('node:crypto');
const { stripTypeScriptTypes } = require('node:module');

/** Jest transform: the same type stripping that Node does in production, so tests run the code that ships. */
module.exports = {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source, path) => createHash('sha256').update(process.version).update(path).update(source).digest('hex'),
};
