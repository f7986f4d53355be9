import { limits } from '../lambda/declared/limits.ts';
import type { ErrorCode } from '../lambda/domain/errors.ts';
import type { Language } from '../lambda/domain/viewer.ts';

/** Each code in words, with the remedy. No word here ever holds a value. */
const wordings: Readonly<Record<ErrorCode, Readonly<Record<Language, string>>>> = {
  REQUIRED: { vi: 'Thiếu thông tin bắt buộc. Hãy điền trường này.', en: 'This is required. Fill it in.' },
  INVALID_FORMAT: {
    vi: 'Không đúng định dạng. Hãy kiểm tra lại trường này.',
    en: 'This does not have the right form. Check the field.',
  },
  TOO_LONG: { vi: 'Quá dài. Hãy rút ngắn lại.', en: 'This is too long. Shorten it.' },
  TOO_SHORT: { vi: 'Quá ngắn. Hãy điền đầy đủ.', en: 'This is too short. Write it in full.' },
  CARD_NUMBER_NOT_ACCEPTED: {
    vi: 'Không nhận số thẻ đầy đủ. Hãy bỏ số thẻ; thẻ được lưu qua đơn vị thanh toán.',
    en: 'A full card number is never accepted. Take it out; cards are kept by the payment processor.',
  },
  CONTACT_NOT_ACCEPTED: {
    vi: 'Không nhận địa chỉ email hay số điện thoại ở đây. Hãy bỏ ra.',
    en: 'An email address or a telephone number is not accepted here. Take it out.',
  },
  UNSUPPORTED_CHARACTER: {
    vi: 'Có ký tự không dùng được ở đây. Hãy bỏ ký tự đặc biệt hoặc biểu tượng.',
    en: 'This has a character that cannot be used here. Take out symbols and emoji.',
  },
  UNKNOWN_PURPOSE: {
    vi: 'Phiên bản chính sách này không có mục đích đó. Hãy chọn trong danh sách của thông báo.',
    en: 'This version of the policy does not know that purpose. Choose from the notice.',
  },
  NOT_AGREED: {
    vi: 'Cần sự đồng ý rõ ràng để tiếp tục.',
    en: 'This needs to be agreed to before going on.',
  },
  BUNDLED_CONSENT: {
    vi: 'Tiếp thị và quảng cáo cần sự lựa chọn rõ ràng, không thể gộp vào sự đồng ý chung (Luật 91/2025, Điều 9 và 11). Hãy bỏ gộp, hoặc nêu lý do công khai trong lawOverride.',
    en: 'Marketing and advertising need an explicit choice; agreement to the policy cannot cover them (L91 9, 11). Unbundle it, or give the reason, which everybody will read, as lawOverride.',
  },
  STORAGE_BUNDLED: {
    vi: 'Việc lưu trữ cần sự đồng ý riêng và không phải là quảng cáo (Luật 91/2025, Điều 9; mục 1 của chính sách). Hãy đặt coveredByAgreement và advertising là false.',
    en: 'Storing needs an agreement of its own and is no advertising (L91 9; P1.4). Set coveredByAgreement and advertising to false.',
  },
  ADVERTISING_NOT_STATED: {
    vi: 'Giới thiệu sản phẩm mới và khuyến mại là quảng cáo, phải được nêu đúng như vậy (Nghị định 91/2020, Điều 3 và 17). Hãy đặt advertising là true.',
    en: 'New products and promotions are advertising, and must be called so (D91 3, 17). Set advertising to true.',
  },
  SAME_WORDING: {
    vi: 'Hai mục đích dùng cùng một câu là gộp sự đồng ý (Luật 91/2025, Điều 9 và 11). Hãy viết câu riêng cho từng mục đích.',
    en: 'Two purposes in the same words bundle their consent (L91 9, 11). Give each its own wording.',
  },
  SENSITIVE_NOT_NAMED: {
    vi: 'Thông báo phải nêu dữ liệu nào là nhạy cảm: tài khoản ngân hàng và thẻ (Nghị định 356/2025, Điều 6 khoản 4). Hãy bổ sung, hoặc nêu lý do công khai trong lawOverride.',
    en: 'The notice must say which data are sensitive: bank account and card details (D356 6(4)). Name them, or give the reason, which everybody will read, as lawOverride.',
  },
  MARKETING_NEEDS_CONSENT: {
    vi: 'Tiếp thị chỉ dựa trên sự đồng ý của khách hàng, không dựa trên căn cứ khác (Nghị định 330/2026, Điều 37). Hãy xin sự đồng ý của khách hàng.',
    en: 'Marketing rests on the consent of the customer and on no other basis (D330 37). Ask the customer.',
  },
  POLICY_VERSION_NOT_IN_FORCE: {
    vi: 'Chính sách đã có phiên bản khác. Hãy đọc lại thông báo rồi gửi lại.',
    en: 'Another version of the policy is in force. Read the notice again and resend.',
  },
  NOTICE_MISMATCH: {
    vi: 'Nội dung thông báo không khớp phiên bản đang có hiệu lực. Hãy tải lại thông báo.',
    en: 'The notice shown is not the text in force. Load the notice again.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    vi: 'Khóa chống lặp không hợp lệ: từ 8 đến 128 ký tự chữ, số và . _ : -',
    en: 'The idempotency key is not valid: 8 to 128 letters, digits and . _ : -',
  },
  IDEMPOTENCY_KEY_REUSED: {
    vi: 'Khóa chống lặp đã dùng cho nội dung khác. Hãy tạo khóa mới.',
    en: 'This idempotency key was used with another input. Make a new key.',
  },
  ALREADY_REGISTERED: { vi: 'Tài khoản này đã đăng ký.', en: 'This account is already registered.' },
  NOT_REGISTERED: {
    vi: 'Tài khoản này chưa đăng ký. Hãy đăng ký trước.',
    en: 'This account is not registered yet. Register first.',
  },
  NOT_FOUND: { vi: 'Không tìm thấy.', en: 'There is no such record.' },
  STALE_REVISION: {
    vi: 'Dữ liệu đã được thay đổi ở nơi khác. Hãy tải lại rồi sửa.',
    en: 'This was changed elsewhere meanwhile. Load it again, then change it.',
  },
  ALREADY_PROVIDED: {
    vi: 'Thông tin này đã có. Hãy yêu cầu đính chính nếu cần sửa.',
    en: 'This was given before. Ask for a correction to change it.',
  },
  REFERENCE_TAKEN: {
    vi: 'Mã khách hàng này đã gắn với hồ sơ khác.',
    en: 'This customer number belongs to another record.',
  },
  LINK_INVALID: {
    vi: 'Liên kết không hợp lệ. Hãy yêu cầu liên kết mới.',
    en: 'This link is not valid. Ask for a new one.',
  },
  LINK_EXPIRED: {
    vi: 'Liên kết đã hết hạn. Hãy yêu cầu liên kết mới.',
    en: 'This link has expired. Ask for a new one.',
  },
  LINK_USED: { vi: 'Liên kết đã được dùng.', en: 'This link was used already.' },
  ALREADY_VERIFIED: { vi: 'Địa chỉ đã được xác minh.', en: 'The address is verified already.' },
  NO_POLICY_IN_FORCE: {
    vi: 'Chưa có chính sách nào có hiệu lực nên chưa thể nhận thông tin.',
    en: 'No policy is in force yet, so nothing can be collected.',
  },
  SAME_PERSON: {
    vi: 'Người soạn không thể tự phê duyệt. Hãy nhờ người khác.',
    en: 'Whoever wrote it cannot approve it. Ask somebody else.',
  },
  NOT_APPROVED: {
    vi: 'Bản dự thảo chưa được người thứ hai phê duyệt đúng nội dung này.',
    en: 'A second person has not approved this draft as it stands. Have it approved first.',
  },
  ALREADY_APPROVED: { vi: 'Bản dự thảo đã được phê duyệt.', en: 'The draft is approved already.' },
  ALREADY_PUBLISHED: {
    vi: 'Bản dự thảo đã được công bố. Hãy soạn bản mới nếu cần sửa.',
    en: 'The draft is published already. Write another to change it.',
  },
  GUARDIAN_REQUIRED: {
    vi: 'Khách hàng dưới 16 tuổi: việc đồng ý nhận tiếp thị do người giám hộ thực hiện qua bộ phận hỗ trợ (Luật 91/2025, Điều 24). Vẫn có thể từ chối bất cứ lúc nào.',
    en: 'Under 16 a guardian agrees to marketing, through support (L91 24). Refusing works at any time.',
  },
  GUARDIAN_NOT_NEEDED: {
    vi: 'Khách hàng đã đủ 16 tuổi hoặc chưa khai ngày sinh; người giám hộ không thể thay mặt.',
    en: 'This customer is not known to be under 16, so no guardian speaks for them. Let the customer choose.',
  },
  UNKNOWN_VARIABLE: {
    vi: 'Có biến không xác định. Các biến được dùng có trong mô tả của trường này.',
    en: 'There is a variable that is not known. The description of this field lists those that are.',
  },
  MISSING_VARIABLE: {
    vi: 'Các bản ngôn ngữ phải dùng cùng những biến. Hãy thêm biến còn thiếu.',
    en: 'Every language must use the same variables. Add the one that is missing.',
  },
  IN_THE_PAST: {
    vi: 'Thời điểm này đã qua, hoặc đã quá lâu. Hãy chọn thời điểm trong tương lai; với thời điểm nhận được, hãy xem lại dấu tiếp nhận.',
    en: 'This instant has passed, or is too long ago. Choose one that is to come; of when something was received, look at its stamp again.',
  },
  IN_THE_FUTURE: {
    vi: 'Thời điểm này chưa đến. Hãy ghi thời điểm việc đã xảy ra.',
    en: 'This instant is still to come. Give the one at which it happened.',
  },
  TOO_FAR: {
    vi: 'Ngày này quá xa. Hãy xem lại văn bản và chọn ngày sớm hơn.',
    en: 'This day is too far away. Look at the document again, and give an earlier one.',
  },
  TICKET_REQUIRED: {
    vi: 'Cần mã yêu cầu hỗ trợ đúng mẫu. Hãy ghi mã phiếu mà khách hàng đã từ chối trong đó.',
    en: 'This needs the ticket in which the customer asked, in the form of the ticket system.',
  },
  POLICY_ALREADY_ACCEPTED: {
    vi: 'Phiên bản này đã được chấp nhận.',
    en: 'This version is accepted already.',
  },
  ASSOCIATION_ENDED: {
    vi: 'Khách hàng không còn gắn với CloudFly: CloudFly không tự sửa dữ liệu nữa (mục 4 của chính sách). Chỉ sửa khi khách hàng yêu cầu.',
    en: 'This customer is no longer associated with CloudFly, which corrects nothing by itself any more (P4.4). The customer can still ask for a correction.',
  },
  SEVERAL_CLASSES: {
    vi: 'Trường này thuộc nhóm dữ liệu khác. Hãy sửa mỗi nhóm trong một lần riêng.',
    en: 'This field is of another class of data. Correct each class by itself.',
  },
  ADDRESS_HELD: {
    vi: 'Yêu cầu từ địa chỉ email này đang tạm dừng cho đến khi CloudFly liên hệ được với khách hàng và khách hàng xác nhận.',
    en: 'Requests from this email address are stopped until the customer was reached and has confirmed.',
  },
  ALREADY_HELD: {
    vi: 'Yêu cầu từ địa chỉ này đã được tạm dừng rồi.',
    en: 'Requests from this address are stopped already.',
  },
  CONTACT_NOT_RECORDED: {
    vi: 'Chưa ghi nhận lần liên hệ nào mà khách hàng xác nhận danh tính. Hãy ghi nhận liên hệ trước khi bỏ tạm dừng.',
    en: 'No contact is recorded in which the customer confirmed their identity. Record it before lifting the hold.',
  },
  CONSIDERATION_REFUSED: {
    vi: 'Thông tin cá nhân không được bán hay đổi lấy lợi ích. Yêu cầu này bị từ chối và đã được ghi lại.',
    en: 'Personal information is not sold or traded. This was refused, and is recorded.',
  },
  RECIPIENT_NOT_VERIFIED: {
    vi: 'Bên nhận chưa được người thứ hai xác minh, hoặc khóa của bên nhận đã hết hạn hay bị thu hồi.',
    en: 'The recipient is not verified by a second person, or its key has expired or was revoked.',
  },
  KEY_NOT_ACCEPTED: {
    vi: 'Khóa không được chấp nhận: cần một JWK dạng JSON, là khóa công khai RSA từ 2048 đến 8192 bit, EC P-256, P-384, P-521 hoặc X25519, dùng để mã hóa (không phải để ký).',
    en: 'The key is not accepted: give one JWK as JSON, a public key for encryption (not for signatures), RSA of 2048 to 8192 bits, EC P-256, P-384, P-521 or X25519.',
  },
  PRIVATE_KEY: {
    vi: 'Đây là khóa riêng hoặc khóa bí mật: người khác đã thấy nó, nên không được dùng nữa. Hãy báo bên nhận tạo cặp khóa mới và chỉ gửi khóa công khai. Khóa này không được lưu lại.',
    en: 'This is a private or secret key: others have seen it now, and it must not be used again. Tell the recipient to make another pair, and to send the public key alone. Nothing of this one was kept.',
  },
  KEY_DIFFERS: {
    vi: 'Dấu vân tay này là của khóa khác, không phải khóa đã đăng ký. Hãy đối chiếu lại với bên nhận; nếu vẫn khác, hãy nhận lại khóa bằng setRecipientKey.',
    en: 'This is the thumbprint of another key than the one that is registered. Compare again with the recipient; if it stays so, get their key anew (setRecipientKey).',
  },
  DIGEST_DIFFERS: {
    vi: 'Mã SHA-256 này là của tài liệu hoặc gói dữ liệu khác. Hãy tính lại từ bản gốc và đối chiếu.',
    en: 'This is the SHA-256 of another document or package. Compute it again from the original, and compare.',
  },
  NOT_IN_PERSON: {
    vi: 'Bên nhận này không nhận trực tiếp: họ tự xác nhận đã nhận trên trang của liên kết.',
    en: 'This recipient is not handed anything in person: it confirms the receipt itself, on the page of the link.',
  },
  NO_BASIS: {
    vi: 'Không có căn cứ để cung cấp: cần sự cho phép của khách hàng, văn bản của cơ quan có thẩm quyền hoặc cam kết đang hiệu lực.',
    en: "There is no basis for it: it needs the customer's permission, a legal order or an active commitment.",
  },
  SCOPE_TOO_WIDE: {
    vi: 'Phạm vi rộng hơn căn cứ cho phép. Hãy bỏ trường này.',
    en: 'This is wider than the basis allows. Leave this field out.',
  },
  INVOLVED: {
    vi: 'Bước này phải do người khác làm: Quý vị đã làm một bước khác của yêu cầu này, có tên trong đó, hoặc không phải người đã mở.',
    en: 'This step is for another person: you have another part in it, stand in it yourself, or are not who opened it. Ask whoever may.',
  },
  ON_LEGAL_HOLD: {
    vi: 'Dữ liệu này đang được giữ theo yêu cầu pháp lý và chưa thể xóa. Hãy xem legalHolds và heldByOrders của khách hàng để biết vì sao.',
    en: "This data is on legal hold and cannot be erased yet. The customer's legalHolds and heldByOrders say by what.",
  },
  ERASURE_ASKED: {
    vi: 'Đã có yêu cầu xóa dữ liệu đang chờ trả lời. Hãy rút lại yêu cầu đó trước, hoặc chờ trả lời.',
    en: 'An erasure is asked for already, and is still to be decided. Take that request back first, or wait for its answer.',
  },
  ERASURE_UNDER_WAY: {
    vi: 'Dữ liệu của khách hàng đang được xóa. Không thể thực hiện thao tác này nữa.',
    en: "The customer's data is being erased. This can no longer be done.",
  },
  ERASED: {
    vi: 'Người có địa chỉ này đã yêu cầu xóa dữ liệu và không muốn nhận thư nữa.',
    en: 'Whoever has this address had their data erased and wants no more mail.',
  },
  ALREADY_EXTENDED: {
    vi: 'Thời hạn chỉ được gia hạn một lần.',
    en: 'A term is extended once only.',
  },
  NOT_TESTED: {
    vi: 'Chưa gửi thử chiến dịch. Hãy gửi thư thử trước.',
    en: 'No test mail of this campaign was sent yet. Send one first.',
  },
  WRONG_STATE: {
    vi: 'Trạng thái hiện tại không cho phép việc này. Hãy tải lại để xem trạng thái.',
    en: 'Its state does not allow this. Load it again to see the state.',
  },
  SAME_ADDRESS: {
    vi: 'Đây đã là địa chỉ email của tài khoản.',
    en: 'This is the address of the account already.',
  },
  CURSOR_INVALID: {
    vi: 'Con trỏ không hợp lệ hoặc quá cũ. Hãy đọc lại từ đầu.',
    en: 'The cursor is not valid, or too old. Read again from the start.',
  },
  ADDRESS_NOT_VERIFIED: {
    vi: 'Địa chỉ chưa được xác nhận. Hãy xác nhận trước.',
    en: 'The address is not confirmed. Confirm it first.',
  },
  NOT_ASKED: {
    vi: 'Thông tin này không được yêu cầu. Hãy bỏ trường này; chưa có gì được thay đổi.',
    en: 'This was not asked for. Leave it out; nothing was changed.',
  },
  UNAUTHENTICATED: { vi: 'Cần đăng nhập.', en: 'Sign in first.' },
  FORBIDDEN: { vi: 'Không có quyền.', en: 'This is not allowed.' },
  PURPOSE_REQUIRED: {
    vi: 'Cần nêu mục đích xử lý trong x-processing-purpose.',
    en: 'Name a processing purpose in x-processing-purpose.',
  },
  PURPOSE_NOT_ALLOWED: {
    vi: 'Vai trò này không được dùng mục đích xử lý đó.',
    en: 'That processing purpose is not one this role may name.',
  },
  REFERENCE_REQUIRED: {
    vi: 'Cần nêu mã yêu cầu trong x-reference.',
    en: 'Name the request served in x-reference.',
  },
  REFERENCE_UNKNOWN: {
    vi: 'Mã trong x-reference không phải là yêu cầu đang mở của khách hàng này, cũng không phải văn bản đang mở có nêu tên khách hàng và do người khác mở.',
    en: 'The reference in x-reference is no open request of this customer, none of the ticket system, and with LEGAL_DUTY no open order of another person that names them.',
  },
  ONE_CUSTOMER_AT_A_TIME: {
    vi: 'Mỗi lần chỉ được xem đầy đủ một khách hàng.',
    en: 'Clear values are shown of one customer at a time.',
  },
  PROCESSING_RESTRICTED: {
    vi: 'Khách hàng đã yêu cầu hạn chế xử lý dữ liệu. Chỉ được xem để giải quyết quyền của khách hàng hoặc theo nghĩa vụ pháp luật (Nghị định 356/2025, Điều 5 khoản 2).',
    en: 'The customer had processing restricted. Values are read for a right of the customer or a duty in law only (D356 5(2)).',
  },
  READ_BUDGET_SPENT: {
    vi: 'Đã hết hạn mức xem dữ liệu trong giờ này.',
    en: 'The budget of reads for this hour is spent.',
  },
  RATE_LIMITED: { vi: 'Quá nhiều yêu cầu. Hãy thử lại sau.', en: 'Too many requests. Try again later.' },
  INTEGRITY_VIOLATION: { vi: 'Có lỗi xảy ra.', en: 'Something went wrong.' },
  TEMPORARILY_UNAVAILABLE: {
    vi: 'Tạm thời không phục vụ được. Hãy thử lại.',
    en: 'Temporarily unavailable. Try again.',
  },
};

const documentSize = `${limits.documentBytes / 1024} KB`;

/** What a code means at one field, where its general words would not say how to mend it. Key: the code, then the last part of the path. */
const atField: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'TOO_LONG document': {
    vi: `Tài liệu quá lớn: nhiều nhất ${documentSize}. Hãy giảm độ phân giải hoặc số trang.`,
    en: `The document is too large: ${documentSize} at most. Scan it at a lower resolution, or fewer pages.`,
  },
  'INVALID_FORMAT document': {
    vi: `Tài liệu phải là PDF, PNG hoặc JPEG, mã hóa Base64 không có khoảng trắng, nhiều nhất ${documentSize}.`,
    en: `The document is to be a PDF, PNG or JPEG, in Base64 without white space, ${documentSize} at most.`,
  },
  'UNSUPPORTED_CHARACTER orderReference': {
    vi: 'Mã đơn hàng bắt đầu bằng một chữ cái, rồi gồm chữ cái không dấu, chữ số và . _ / -',
    en: 'The order begins with a letter, and has letters, digits and . _ / - alone.',
  },
  'REQUIRED notice': {
    vi: 'Việc lưu trữ đã bị rút lại: hãy đọc chính sách đang có hiệu lực và đồng ý lưu trữ lại.',
    en: 'Storing was withdrawn: read the policy in force, and agree to storing again.',
  },
  'CONTACT_NOT_ACCEPTED name': {
    vi: 'Tên của tổ chức không có địa chỉ email hay số điện thoại. Hãy bỏ ra, và ghi cách liên hệ vào authentication.',
    en: "An organisation's name has no email address or telephone number. Take it out, and say in authentication how it is reached.",
  },
  'NOT_ASKED key': {
    vi: 'Hình thức giao này không dùng khóa. Hãy bỏ khóa, hoặc chọn KEY.',
    en: 'This delivery uses no key. Leave it out, or choose the delivery KEY.',
  },
};

/** @param path of the field that it is about */
export function wordingOf(code: ErrorCode, language: Language, path: readonly string[] = []): string {
  return (atField[`${code} ${path.at(-1)}`] ?? wordings[code])[language];
}
