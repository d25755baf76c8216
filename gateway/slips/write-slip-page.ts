import type { Names } from '../own-records/own-records.ts';
import type { Slip } from './slip.ts';

export interface SlipPageParts {
  readonly jws: string;
  /** SVG; undefined where the signature is too long for one. */
  readonly qrCode: string | undefined;
  readonly names: Names;
}

/** Writes a slip as an HTML document that loads nothing and runs nothing, wherever it is opened. */
export function writeSlipPage(slip: Slip, { jws, qrCode, names }: SlipPageParts): string {
  const { record, asOf, agency, purpose, dossier, basis, sources, ledger } = slip;
  const nameOf = (field: string): string => names.ofField(field)?.vi ?? field;
  const list = (fields: readonly string[]): string =>
    fields.map((field) => `${escapeHtml(nameOf(field))} <small>${escapeHtml(field)}</small>`).join('<br>');
  const rows: (readonly [label: string, html: string])[] = [
    ['Mã bản ghi', `<code>${escapeHtml(record)}</code>`],
    ['Thời điểm tra cứu', escapeHtml(timeInVietnam(asOf))],
    ['Cơ quan, tổ chức', escapeHtml(agency ?? 'Công dân tự tra cứu')],
    ['Mục đích', escapeHtml((purpose && names.ofPurpose(purpose)?.vi) ?? purpose ?? '')],
    ['Mã hồ sơ', escapeHtml(dossier ?? '')],
    ['Căn cứ pháp lý', basis.map(escapeHtml).join('<br>')],
    ['Thông tin đã cung cấp theo luật', list(slip.told)],
    ...slip.byConsent.map(
      ({ consent, told }) => [`Theo sự đồng ý <code>${escapeHtml(consent)}</code>`, list(told)] as const,
    ),
    ['Thông tin đã đối chiếu', list(slip.compared)],
    ['Không có dữ liệu', list(slip.empty)],
    ['Cơ sở dữ liệu đã hỏi', sources.map(escapeHtml).join(', ')],
    ['Vị trí trong sổ', `${ledger.index} / ${ledger.size}`],
  ];
  const body = rows
    .filter(([, html]) => html !== '')
    .map(([label, html]) => `<tr><th>${label}</th><td>${html}</td></tr>`);
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Phiếu xác minh ${escapeHtml(record)}</title>
<style>${style}</style>
</head>
<body>
<h1>Phiếu xác minh khai thác thông tin</h1>
<p>Phiếu này không chứa giá trị của trường thông tin nào.</p>
<table>
${body.join('\n')}
</table>
<section>
${qrCode === undefined ? '' : `<figure>${qrCode}<figcaption>Chữ ký số (JWS) của phiếu</figcaption></figure>`}
<p>Kiểm tra không cần mạng: đọc mã QR, hoặc chuỗi dưới đây, bằng một thư viện JOSE với khóa công khai của cổng dữ liệu
(<code>/.well-known/receipt-keys.json</code>). Nội dung đã ký phải giống nội dung trên phiếu.</p>
<p class="jws">${escapeHtml(jws)}</p>
</section>
</body>
</html>
`;
}

const style = `
body { font: 11pt/1.4 'Times New Roman', 'Noto Serif', serif; max-width: 180mm; margin: 10mm auto; padding: 0 4mm; color: #000; background: #fff }
h1 { font-size: 16pt; margin: 0 0 2mm }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #444; padding: 1mm 2mm; text-align: left; vertical-align: top }
th { width: 50mm; font-weight: normal; background: #f2f2f2 }
small, .jws { font: 7.5pt/1.3 monospace; color: #333 }
code { font-size: 9pt }
.jws { overflow-wrap: anywhere }
figure { float: right; width: 90mm; margin: 4mm 0 2mm 6mm; text-align: center; break-inside: avoid }
figure svg { width: 100%; height: auto; display: block }
section { overflow: hidden }
`;

function timeInVietnam(moment: string): string {
  return new Intl.DateTimeFormat('vi-VN', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(new Date(moment));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
