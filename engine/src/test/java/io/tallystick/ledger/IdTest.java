package io.tallystick.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
  @ParameterizedTest
  @CsvSource({
    "1, NUMBER",
    "007, NUMBER",
    "340282366920938463463374607431768211455, NUMBER",
    "123e4567-e89b-12d3-a456-426614174000, UUID",
    "ABCDEFAB-cdef-ABCD-efab-cdefabcdefab, UUID",
    "0x0123456789abcdef0123456789ABCDEF, INTERNAL",
    "customer:2378, NAME",
    "a, NAME",
    "x/y.z_1-2:3, NAME",
    "@bank-1/nostro:YZ, REFERENCE",
    "@/nostro, REFERENCE",
    "@b/17, REFERENCE",
    "@/123e4567-e89b-12d3-a456-426614174000, REFERENCE"
  })
  void everyFormIsTold(String text, Id.Form form) {
    assertThat(Id.form(text)).isEqualTo(form);
    assertThat(Id.isName(text)).isEqualTo(form == Id.Form.NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1a",
        "_a",
        "a b",
        "ä",
        "0x12",
        "0X0123456789abcdef0123456789abcdef",
        "340282366920938463463374607431768211456",
        "a2345678901234567890123456789012345678901234567890123456789012345",
        "@a",
        "@a b/c",
        "@a/",
        "@a/@b/c",
        "@a/0x0123456789abcdef0123456789abcdef",
        "@a23456789012345678901234567890123/b"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Id.parse(text, Id.OPERATOR))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("id_malformed"));
  }

  @Test
  void theOperatorsNumbersAndUuidsAreTakenAsTheyAre() {
    assertThat(Id.parse("42", "")).isEqualTo(new Id(0, 42));
    assertThat(Id.parse("18446744073709551617", "")).isEqualTo(new Id(1, 1));
    assertThat(Id.parse("00000000-0000-0001-0000-000000000002", "")).isEqualTo(new Id(1, 2));
    assertThat(Id.parse("340282366920938463463374607431768211455", "")).isEqualTo(new Id(-1, -1));
  }

  @Test
  void aNameStandsForTheFirst128BitsOfItsHash() {
    // printf 'tallystick::customer:2378' | sha256sum
    assertThat(Id.parse("customer:2378", "").toHex()).isEqualTo(OPERATOR_CUSTOMER);
    // printf 'tallystick:bank-1:customer:2378' | sha256sum
    assertThat(Id.parse("customer:2378", "bank-1").toHex()).isEqualTo(BANK_CUSTOMER);
    assertThat(Id.parse("@bank-1/customer:2378", "").toHex()).isEqualTo(BANK_CUSTOMER);
    assertThat(Id.parse("@/customer:2378", "bank-1").toHex()).isEqualTo(OPERATOR_CUSTOMER);
  }

  private static final String OPERATOR_CUSTOMER = "0x0c7fcd74a5dedf3f6a77b2341baf9099";
  private static final String BANK_CUSTOMER = "0xa8515f4db1083da25baa823e55a7b167";

  @Test
  void aParticipantsNumbersEnterTheHash() {
    Id number = Id.parse("42", "bank-1");
    assertThat(number).isEqualTo(Id.ofName("bank-1", "42")).isNotEqualTo(new Id(0, 42));
    assertThat(Id.parse("00000000-0000-0000-0000-00000000002a", "bank-1")).isEqualTo(number);
    assertThat(Id.parse("0042", "bank-1")).isEqualTo(number);
    assertThat(Id.parse("42", "bank-2")).isNotEqualTo(number);
    assertThat(Id.parse("0", "bank-1")).isEqualTo(Id.ZERO);
    assertThat(Id.parse("340282366920938463463374607431768211455", "bank-1"))
        .isEqualTo(new Id(-1, -1));
  }

  @Test
  void anInternalIdIsTheSameInEveryScope() {
    String text = "0x0123456789abcdef0123456789abcdef";
    assertThat(Id.parse(text, "bank-1")).isEqualTo(Id.parse(text, "")).hasToString(text);
  }

  @Test
  void aReferenceIsNoNewId() {
    assertThatThrownBy(() -> Id.parseNew("@bank-1/x", ""))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo("id_reference"));
    assertThat(Id.parseNew("x", "")).isEqualTo(Id.ofName("", "x"));
  }

  @Property(tries = 300)
  void everyIdIsReadBackFromItsForms(@ForAll long high, @ForAll long low) {
    Id id = new Id(high, low);
    assertThat(Id.parse(id.toHex(), "any")).isEqualTo(id);
    assertThat(Id.parse(id.toDecimal(), "")).isEqualTo(id);
    assertThat(Id.parse(id.toUuid(), "")).isEqualTo(id);
    assertThat(new BigInteger(id.toDecimal())).isEqualTo(Harness.number(high, low));
  }
}
