/** Last words of men's names (tên). */
export const MALE_GIVEN_NAMES = words(`
  An Anh Ân Bách Bảo Bằng Bình Cảnh Chiến Chính Chung Chương Công Cường Danh Dũng Duy Dương Đại Đạo Đạt Đăng Điền
  Định Đoàn Đông Đồng Đức Giang Giáp Hà Hải Hào Hiến Hiển Hiệp Hiếu Hiệu Hòa Hoàn Hoàng Hội Huân Hùng Huy Hưng Hữu
  Kha Khải Khang Khánh Khiêm Khoa Khôi Khương Kiên Kiệt Lai Lâm Lập Lân Liêm Linh Long Lộc Lợi Luân Luật Lực Lương
  Mạnh Minh Nam Nghị Nghĩa Nghiêm Ngọc Nguyên Nhân Nhật Ninh Phát Phi Phong Phú Phúc Phước Phương Quân Quang Quảng
  Quốc Quý Quyền Quyết Sáng Sâm Sinh Sơn Tài Tâm Tân Tấn Thái Thanh Thành Thạch Thao Thăng Thắng Thân Thế Thiên
  Thiện Thịnh Thọ Thông Thuận Thức Thường Tiến Tiệp Tín Tính Toàn Toản Trí Triết Triều Trọng Trung Trực Trường Tú
  Tuấn Tuệ Tùng Tuyên Tường Văn Viên Việt Vinh Võ Vũ Vương Vượng Xuân
`);

/** Last words of women's names (tên). */
export const FEMALE_GIVEN_NAMES = words(`
  An Anh Ánh Bích Băng Bình Cầm Châm Chi Châu Cúc Chung Dung Duyên Dương Đan Đào Diệp Diễm Diệu Điệp Đoan Giang
  Giao Hà Hạ Hai Hải Hạnh Hằng Hân Hảo Hậu Hiên Hiền Hiếu Hoa Hòa Hoài Hoan Hoàn Hồng Huế Huệ Huyền Hương Hường
  Khanh Khánh Khuê Kiều Kim Lam Lan Lài Lành Lê Lệ Liên Liễu Linh Loan Lộc Lụa Luyến Lưu Ly Lý Mai Mận Mẫn Mi Minh
  My Mỹ Na Nga Ngà Ngân Nghi Ngoan Ngọc Nguyên Nguyệt Nhã Nhạn Nhàn Nhi Nhiên Nhung Như Ninh Nụ Nương Oanh Phấn
  Phụng Phương Phượng Quế Quyên Quỳnh Sang Sen Sương Tâm Thanh Thành Thảo Thắm Thi Thiện Thoa Thơ Thơm Thu Thuận
  Thục Thủy Thúy Thùy Thư Thương Tiên Tình Tố Trà Trang Trâm Trân Trinh Trúc Tú Tuyền Tuyết Tươi Uyên Uyển Vân Vi
  Vui Vy Xuân Xuyến Yên Yến
`);

/** Middle words (chữ đệm) of men born before 2000, beside Văn. */
export const MALE_MIDDLE_NAMES = words(`
  Hữu Đức Minh Quang Công Xuân Đình Ngọc Thanh Quốc Anh Tuấn Hoàng Duy Trọng Thành Mạnh Tiến Bá Viết Thế Khắc Hải
  Trung Chí Phúc Huy Việt Vĩnh Nhật
`);

/** Middle words of men born later. */
export const MALE_MIDDLE_NAMES_SINCE_2000 = words(`
  Gia Bảo Minh Nhật Hoàng Anh Đăng Tuấn Quang Duy Đức Quốc Thiên Khánh Phúc Hải Trung Thành Thế Hữu Tấn Việt
  Nguyên Trí
`);

/** Middle words of women born before 2000, beside and after Thị. */
export const FEMALE_MIDDLE_NAMES = words(`
  Ngọc Thu Thanh Hồng Kim Mỹ Minh Phương Bích Thúy Xuân Tuyết Lan Mai Kiều Diệu Hoài Như Thùy Cẩm
`);

/** Middle words of women born later. */
export const FEMALE_MIDDLE_NAMES_SINCE_2000 = words(`
  Ngọc Bảo Khánh Minh Phương Gia Hà Quỳnh Thảo Anh Tường Thanh Mai Kim Diệu Hoài Như Thùy Cẩm Nhã Uyên Linh Yến
  Hải
`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
