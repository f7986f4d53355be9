import type { Language } from '../lambda/domain/viewer.ts';

/** Why a request is refused as such, whatever it asks for: its form, its size, its document. Stable, in `extensions.code`. */
export const requestRefusals = {
  ORIGIN_NOT_ALLOWED: {
    status: 403,
    vi: 'Nguồn này không được gọi API.',
    en: 'This origin may not call the API.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    vi: 'Hãy gửi bằng POST, hoặc GET cho truy vấn công khai.',
    en: 'Send POST, or GET for a public query.',
  },
  POST_WHEN_SIGNED_IN: {
    status: 405,
    vi: 'Khi đã đăng nhập, hãy gửi bằng POST: địa chỉ bị ghi lại trên đường đi.',
    en: 'Send POST when signed in: addresses are written down along the way.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    vi: 'Câu trả lời là application/graphql-response+json hoặc application/json.',
    en: 'Answers are application/graphql-response+json or application/json.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    vi: 'Nội dung yêu cầu quá lớn; giới hạn (byte):',
    en: 'The request body is too large; the limit in bytes is',
  },
  JSON_ONLY: {
    status: 415,
    vi: 'Hãy gửi application/json (UTF-8).',
    en: 'Send application/json in UTF-8.',
  },
  NOT_UTF8: {
    status: 400,
    vi: 'Nội dung không phải UTF-8 hợp lệ.',
    en: 'The request body is not valid UTF-8.',
  },
  NOT_JSON: {
    status: 400,
    vi: 'Nội dung không phải một đối tượng JSON hợp lệ.',
    en: 'The request is not one valid JSON object.',
  },
  AMBIGUOUS_JSON: {
    status: 400,
    vi: 'Một tên xuất hiện hai lần, hoặc là __proto__, trong một đối tượng JSON.',
    en: 'A name stands twice in one JSON object, or is __proto__.',
  },
  NESTED_TOO_DEEPLY: {
    status: 400,
    vi: 'JSON lồng nhau quá sâu; giới hạn:',
    en: 'The JSON is nested too deeply; the limit is',
  },
  BATCHING_NOT_ALLOWED: {
    status: 400,
    vi: 'Mỗi yêu cầu chỉ gồm một thao tác.',
    en: 'One operation per request; lists of them are not taken.',
  },
  BAD_REQUEST: {
    status: 400,
    vi: 'Yêu cầu gồm query (hoặc documentId), variables, operationName, extensions; mỗi phần đúng kiểu.',
    en: 'A request has query (or documentId), variables, operationName, extensions; each of its type.',
  },
  PERSISTED_DOCUMENT_NOT_FOUND: {
    status: 400,
    vi: 'Không có tài liệu với documentId này. Hãy gửi query, hoặc tạo lại mã từ lược đồ hiện tại.',
    en: 'There is no document with this documentId. Send the query, or generate the client again.',
  },
  QUERY_AND_DOCUMENT_ID: {
    status: 400,
    vi: 'Hãy gửi query hoặc documentId, không gửi cả hai.',
    en: 'Send query or documentId, not both.',
  },
  TOO_MANY_TOKENS: {
    status: 400,
    vi: 'Tài liệu quá dài; giới hạn (token):',
    en: 'The document is too long; the limit in tokens is',
  },
  TOO_DEEP: {
    status: 400,
    vi: 'Thao tác lồng nhau quá sâu; giới hạn:',
    en: 'The operation is nested too deeply; the limit is',
  },
  TOO_MANY_ALIASES: {
    status: 400,
    vi: 'Thao tác có quá nhiều bí danh; giới hạn:',
    en: 'The operation has too many aliases; the limit is',
  },
  ALIAS_TOO_LONG: {
    status: 400,
    vi: 'Có bí danh quá dài; giới hạn (ký tự):',
    en: 'An alias is too long; the limit in characters is',
  },
  TOO_MANY_REPEATS: {
    status: 400,
    vi: 'Một trường lặp lại quá nhiều lần; giới hạn:',
    en: 'One field is repeated too often; the limit is',
  },
  TOO_MANY_ROOT_FIELDS: {
    status: 400,
    vi: 'Thao tác có quá nhiều trường gốc; giới hạn:',
    en: 'The operation has too many root fields; the limit is',
  },
  TOO_COSTLY: {
    status: 400,
    vi: 'Thao tác tốn quá nhiều điểm; hãy hỏi ít mục hoặc ít trường hơn. Giới hạn:',
    en: 'The operation costs too many points; ask for fewer items or fields. The limit is',
  },
  OPERATION_NOT_FOUND: {
    status: 400,
    vi: 'Không xác định được thao tác cần chạy. Hãy nêu operationName.',
    en: 'It is not clear which operation to run. Name one of the document in operationName.',
  },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    vi: 'Tài liệu sai cú pháp.',
    en: 'The document has a syntax error.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    vi: 'Tài liệu không khớp lược đồ.',
    en: 'The document does not fit the schema.',
  },
  BAD_USER_INPUT: {
    status: 400,
    vi: 'Có giá trị không đúng kiểu.',
    en: 'A value does not fit its type.',
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    vi: 'Có lỗi xảy ra. Hãy thử lại sau.',
    en: 'Something went wrong. Try again later.',
  },
} as const satisfies Readonly<Record<string, { status: number } & Readonly<Record<Language, string>>>>;
export type RequestRefusalCode = keyof typeof requestRefusals;

/** The words of a refusal; `limit` is the number that was passed. */
export function refusalWords(code: RequestRefusalCode, language: Language, limit?: number): string {
  const words = requestRefusals[code][language];
  return limit === undefined ? words : `${words} ${limit}.`;
}
