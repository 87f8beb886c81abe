import { describe, expect, it } from 'vitest';
import { findAnswerRecords } from '../../src/formats/source/answer';

const json = '{"meeting": {"body": "SOC"}, "decisions": []}';
const yaml = 'meeting:\n  body: SOC\ndecisions: []';

describe('the records in an answer', () => {
  it.each([
    ['JSON alone', json, json, 1],
    ['JSON in prose', `Here it is:\n\n${json}\nIs {that} all?`, json, 3],
    ['JSON in a fence', `Sure!\n\`\`\`json\n${json}\n\`\`\`\nDone.`, json, 3],
    ['JSON below other lines of a fence', `\`\`\`\n\n// here\n${json}\n\`\`\``, json, 4],
    ['a fence of tildes', `~~~\n${json}\n~~~`, json, 2],
    ['the last of several fences', `\`\`\`json\n{"meeting": 1}\n\`\`\`\n\`\`\`json\n${json}\n\`\`\``, json, 5],
    ['the fence that has records', `\`\`\`json\n${json}\n\`\`\`\n\`\`\`sh\nls\n\`\`\``, json, 2],
    ['the last of several objects', `{"meeting": {"decisions": 1}} or {"meeting": cut\n${json}`, json, 2],
    [
      'JSON with decisions first',
      '{ "decisions": [{"title": "a } b \\" {"}]} end',
      '{ "decisions": [{"title": "a } b \\" {"}]}',
      1,
    ],
    ['JSON with tabs', '{\n\t"meeting": 1}', '{\n "meeting": 1}', 1],
    ['YAML alone', yaml, yaml, 1],
    ['YAML in prose', `Here:\n${yaml}\nThat is all.`, yaml, 2],
    ['YAML in a fence', `\`\`\`yaml\r\n${yaml}\r\n\`\`\``, `${yaml}\n`, 2],
  ])('%s', (_, text, source, line) => {
    expect(findAnswerRecords(text)).toEqual({ source, line });
  });

  it.each([
    ['nothing', ''],
    ['prose', 'I cannot do that.'],
    ['other JSON', '{"error": "overloaded"}'],
    ['JSON that is cut off', '{"meeting": {"body": "SOC"}, "decisions": ['],
  ])('are not in %s', (_, text) => {
    expect(findAnswerRecords(text)).toBeUndefined();
  });

  it.each([
    ['beginnings', '{"meeting": '.repeat(500_000)],
    ['quotation marks', `{"meeting": ${'\\"'.repeat(2_000_000)}`],
    ['braces', `{"meeting": ${'{'.repeat(2_000_000)}`],
  ])('are looked for in bounded time among many %s', (_, text) => {
    const start = performance.now();
    expect(findAnswerRecords(text)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
