const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { homedir } = require('node:os');
const path = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

/** Where the compiled code of a bundle is kept: that of one version of V8 is nothing to another. */
exports.compiledOf = (bundle) => `${bundle}.${process.versions.v8}-${process.arch}`;

/** What is kept there: the code, after a checksum of it and the bundle. V8 itself would crash where it is damaged. */
exports.kept = (source, code) => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(code, crc32(source)));
  return Buffer.concat([sum, code]);
};

/** The compiled code of a bundle, if it is kept, and whole. */
exports.codeOf = (bundle, source) => {
  let kept;
  try {
    kept = readFileSync(exports.compiledOf(bundle));
  } catch {
    return undefined;
  }
  const code = kept.subarray(4);
  return kept.length > 4 && crc32(code, crc32(source)) === kept.readUInt32LE(0) ? code : undefined;
};

/**
 * Runs a CommonJS bundle, which is ASCII, as `require` does, from its compiled code if that is given; `import()` does not
 * work there. Bundles beside it that it requires are loaded in the same way: they are in `beside`, by name, when it has done so.
 */
exports.load = (bundle, source, code) => {
  const head = '(function (exports, require, module, __filename, __dirname) {';
  // joined as bytes: V8 would copy the joined strings once more
  const script = new Script(Buffer.concat([Buffer.from(head), source, Buffer.from('\n})')]).latin1Slice(), {
    filename: bundle,
    columnOffset: -head.length,
    cachedData: code,
  });
  const module = { exports: {} };
  const beside = new Map();
  script.runInThisContext()(module.exports, requireIn(bundle, beside), module, bundle, path.dirname(bundle));
  return { exports: module.exports, script, beside };
};

/** `require` for a bundle. */
function requireIn(bundle, beside) {
  const required = createRequire(bundle);
  const requireBundle = (name) => {
    if (name !== './draft.cjs') return required(name);
    if (!beside.has(name)) {
      const file = required.resolve(name);
      const source = readFileSync(file);
      beside.set(name, exports.load(file, source, exports.codeOf(file, source)));
    }
    return beside.get(name).exports;
  };
  return Object.assign(requireBundle, required);
}

/**
 * Where Node keeps compiled code: a folder of the user's own. In the shared folder that Node would take, another user could
 * put code in advance. undefined where there is none.
 */
exports.cacheFolder = ({ env, platform }, home = homeFolder()) => {
  const { isAbsolute, join } = platform === 'win32' ? path.win32 : path.posix;
  const candidates = {
    darwin: [join(home, 'Library', 'Caches')],
    win32: [env.LOCALAPPDATA, join(home, 'AppData', 'Local')],
  }[platform] ?? [env.XDG_CACHE_HOME, join(home, '.cache')];
  const folder = candidates.find((one) => one !== undefined && isAbsolute(one));
  return folder && join(folder, 'cica');
};

function homeFolder() {
  try {
    return homedir();
  } catch {
    return '';
  }
}
